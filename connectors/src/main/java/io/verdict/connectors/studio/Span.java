package io.verdict.connectors.studio;

/**
 * A stretch of a line, by its parameter; empty where it ends before it begins. Lines against slabs (Kay and Kajiya 1986).
 *
 * @param across whether it ends at the second slab that it was cut with
 */
record Span(float from, float to, boolean across) {
    static final Span ALL = new Span(-1e9f, 1e9f, false);

    /** The part on which {@code at + t * step} is at most {@code half} away from zero. */
    Span within(float at, float step, float half) {
        if (Math.abs(step) < 1e-6f) {
            return Math.abs(at) <= half ? this : new Span(1, 0, false);
        }
        float a = (-half - at) / step;
        float b = (half - at) / step;
        float end = Math.max(a, b);
        return new Span(Math.max(from, Math.min(a, b)), Math.min(to, end), this != ALL && end < to);
    }
}
