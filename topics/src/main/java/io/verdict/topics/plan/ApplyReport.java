package io.verdict.topics.plan;

import java.util.List;

/**
 * What became of each change of a plan, in the plan's order.
 *
 * @param outcomes one per change
 */
public record ApplyReport(List<Outcome> outcomes) {

    public ApplyReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every change was done. */
    public boolean isComplete() {
        return outcomes.stream().allMatch(Outcome::isDone);
    }

    /** What was not done. */
    public List<Outcome> failures() {
        return outcomes.stream().filter(outcome -> !outcome.isDone()).toList();
    }
}
