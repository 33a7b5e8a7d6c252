package io.verdict.inference.evaluation.measure;

/**
 * A measured value.
 *
 * @param slice what of the data it is about, as gates name it; empty for all of it
 * @param examples how many examples it rests on, unweighted
 * @param value null where it is not defined
 * @param interval null where there is none
 * @param absence why there is no value; null where there is one
 */
public record Estimate(String metric, String slice, int examples, Double value, Interval interval, String absence) {}
