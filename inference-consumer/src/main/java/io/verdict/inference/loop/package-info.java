/**
 * Between the log and the pipeline: polls photos, lets them in, and commits their outcomes with their offsets, in order
 * and exactly once.
 */
package io.verdict.inference.loop;
