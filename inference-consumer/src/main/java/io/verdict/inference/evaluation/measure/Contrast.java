package io.verdict.inference.evaluation.measure;

/**
 * How a slice differs from the rest of the data.
 *
 * @param examples in the slice
 * @param others outside of it
 * @param inside the metric in the slice; null where it is not defined, and so on
 * @param difference inside minus outside
 * @param ratio inside over outside; null also where outside is 0
 */
public record Contrast(
        String metric,
        String slice,
        int examples,
        int others,
        Double inside,
        Double outside,
        Double difference,
        Interval differenceInterval,
        Double ratio,
        Interval ratioInterval,
        Finding finding) {

    /** What can be said about it. */
    public enum Finding {
        /** The interval of the difference excludes 0. */
        DIFFERENT,
        /** It does not. That is no proof of equality. */
        NOT_SHOWN,
        /** The slice, or what lies outside of it, has too few examples or groups to judge. */
        TOO_FEW,
        /** The metric is not defined on one of both sides, or the resamples gave no interval. */
        NOT_MEASURED
    }
}
