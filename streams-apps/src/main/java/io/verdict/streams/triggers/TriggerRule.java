package io.verdict.streams.triggers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When one model is to be trained again, and how. Immutable; every reason is off unless it is given.
 *
 * @param quiet how long nothing more may come before a run is asked for, in event time
 * @param abandoned how long a run that this app did not ask for may show nothing before it counts as given up
 * @param dataset the dataset whose versions it learns from; empty where the plan names its data
 * @param labels how many approved labels that the version of the latest request does not know are a reason
 * @param versions whether a new version of the dataset is a reason
 * @param schedule moments that are a reason
 * @param alarms alarms that are a reason, by any of these; none: no alarm is
 * @param people whether people may ask
 * @param run what is asked for
 */
public record TriggerRule(
        Duration quiet,
        Duration abandoned,
        Optional<String> dataset,
        OptionalInt labels,
        boolean versions,
        Optional<Schedule> schedule,
        List<AlarmRule> alarms,
        boolean people,
        RunPlan run) {

    public TriggerRule {
        alarms = List.copyOf(alarms);
        require(
                !quiet.isNegative() && quiet.compareTo(Schedule.LONGEST) <= 0,
                "quiet is a duration of 0 to ten years (P3653D), such as PT5M");
        require(
                abandoned.toSeconds() > 0 && abandoned.compareTo(Schedule.LONGEST) <= 0,
                "abandoned is a duration of a second to ten years (P3653D), such as P1D");
        require(
                dataset.isPresent() != run.data().isPresent(),
                "a model learns either from a `dataset` or from `run.data`; give one of them");
        require(labels.isEmpty() || labels.getAsInt() >= 1, "approvedLabels is a number of 1 or more");
        require(
                dataset.isPresent() || labels.isEmpty() && !versions,
                "approvedLabels and versions can only be reasons with a `dataset`, as fixed data never has them");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
