package io.verdict.inference.evaluation.measure;

/**
 * One number that a sample gives.
 *
 * @param part what of the examples it is about, such as {@code class=dent} or {@code size=small}; empty for everything
 */
public record Metric(MetricName name, String part) {

    public static Metric of(MetricName name) {
        return new Metric(name, "");
    }

    public static Metric of(MetricName name, String key, Object value) {
        return new Metric(name, key + "=" + value);
    }

    /** As measurements name the slice: {@code brightness=dark,class=dent}; empty for all data. */
    String within(String slice) {
        if (slice.isEmpty() || part.isEmpty()) {
            return slice + part;
        }
        return slice + "," + part;
    }
}
