package io.verdict.streams.registry.diff;

import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.Monitor;

/**
 * A gate, comparison or monitor as a diff sees it: two of them are about the same thing when they are about the same
 * metric and slice, whatever they are called.
 */
record DeclaredItem(String name, String metric, String slice, Fields rule) {

    static DeclaredItem of(Gate gate) {
        return new DeclaredItem(
                gate.getName(),
                gate.getMetric(),
                gate.getSlice(),
                new Fields().with("limit", limit(gate.getBound(), gate.getThreshold())));
    }

    static DeclaredItem of(Monitor monitor) {
        return new DeclaredItem(
                monitor.getName(),
                monitor.getMetric(),
                monitor.getSlice(),
                new Fields().with("limit", limit(monitor.getBound(), monitor.getThreshold())));
    }

    static DeclaredItem of(Comparison comparison) {
        return new DeclaredItem(
                comparison.getName(),
                comparison.getMetric(),
                comparison.getSlice(),
                new Fields()
                        .with("better", comparison.getBetter() == Bound.AT_MOST ? "lower" : "higher")
                        .with("tolerance", comparison.getTolerance()));
    }

    /** Metric and slice. */
    String about() {
        return slice == null ? metric : metric + " " + slice;
    }

    String line() {
        return name + ": " + rule.line();
    }

    private static String limit(Bound bound, double threshold) {
        return (bound == Bound.AT_MOST ? "at most " : "at least ") + threshold;
    }
}
