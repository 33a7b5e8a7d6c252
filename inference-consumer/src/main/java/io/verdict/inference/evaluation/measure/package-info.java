/** What is measured of a model and how sure that is: examples, metrics, slices, bootstrap intervals and the bias report. */
package io.verdict.inference.evaluation.measure;
