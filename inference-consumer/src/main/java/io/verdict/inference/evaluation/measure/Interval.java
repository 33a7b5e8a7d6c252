package io.verdict.inference.evaluation.measure;

import java.util.Arrays;
import java.util.Optional;

/**
 * A confidence interval, both ends included.
 *
 * @param low not above {@code high}
 */
public record Interval(double low, double high) {

    /** Where more of the resamples than this give no value, the others would tell a story of their own. */
    private static final double LEAST_DEFINED = 0.9;

    /**
     * The percentile interval of bootstrap replicates (Efron and Tibshirani 1993, §13.3), quantiles interpolated linearly
     * (type 7 of Hyndman and Fan 1996).
     *
     * @param replicates NaN where a resample gave no value; at least nine tenths have to be numbers
     * @param confidence such as 0.95
     */
    static Optional<Interval> percentile(double[] replicates, double confidence) {
        double[] defined =
                Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
        if (defined.length < 2 || defined.length < LEAST_DEFINED * replicates.length) {
            return Optional.empty();
        }
        double tail = (1 - confidence) / 2;
        return Optional.of(new Interval(quantile(defined, tail), quantile(defined, 1 - tail)));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }
}
