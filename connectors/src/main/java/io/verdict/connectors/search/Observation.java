package io.verdict.connectors.search;

/**
 * What came of a point.
 *
 * @param loss lower is better; positive infinity where nothing came of it
 */
public record Observation(Point point, double loss) {
    public Observation {
        if (Double.isNaN(loss)) {
            throw new IllegalArgumentException("A loss is a number or infinite");
        }
    }
}
