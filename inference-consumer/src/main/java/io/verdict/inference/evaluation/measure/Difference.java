package io.verdict.inference.evaluation.measure;

/**
 * How two models differ on the same examples.
 *
 * @param slice what of the data it is about; empty for all of it
 * @param candidate what the one measures; null where it is not defined, and so on
 * @param serving what the other measures
 * @param difference candidate minus serving
 * @param interval of the difference, both drawn alike; null where there is none
 */
public record Difference(
        String metric, String slice, Double candidate, Double serving, Double difference, Interval interval) {

    /** Whether the interval excludes that both are the same. */
    public boolean shown() {
        return interval != null && !interval.contains(0);
    }
}
