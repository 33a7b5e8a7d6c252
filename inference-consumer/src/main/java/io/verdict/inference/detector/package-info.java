/** A detector as data (its declared layouts and thresholds) and as code: session, raw output, boxes in image pixels. */
package io.verdict.inference.detector;
