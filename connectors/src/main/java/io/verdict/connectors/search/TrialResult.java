package io.verdict.connectors.search;

import java.util.List;

/**
 * What came of a trial.
 *
 * @param losses one an epoch, lower is better; none where it failed before its first
 */
public record TrialResult(Trial trial, State state, List<Double> losses) {

    /** How it ended. */
    public enum State {
        FINISHED,
        PRUNED,
        NO_IMPROVEMENT,
        FAILED,
        /** Somebody stopped the search; it does not count and can be gone on with. */
        STOPPED
    }

    public TrialResult {
        losses = List.copyOf(losses);
    }

    /** The lowest loss; positive infinity where there is none or the trial failed. */
    public double best() {
        return state == State.FAILED
                ? Double.POSITIVE_INFINITY
                : losses.stream().mapToDouble(Double::doubleValue).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether its curve may be a measure for others. */
    boolean cameToItsEnd() {
        return state == State.FINISHED || state == State.NO_IMPROVEMENT;
    }

    Observation observation() {
        return new Observation(trial.point(), best());
    }
}
