package io.verdict.streams.triggers;

import io.verdict.events.LogBound;
import io.verdict.events.StandingVersion;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TriggerState;
import io.verdict.topics.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When a request can be made of what waits. Pure. */
final class Readiness {

    private Readiness() {}

    /** From when on, if there is something to learn from; empty while nothing waits or the run asked for goes on. */
    static Optional<Instant> due(TriggerRule rule, TriggerState state) {
        if (state.getWaiting().isEmpty() || state.getOpenRun() != null) {
            return Optional.empty();
        }
        Instant due = state.getLatestCause().plus(rule.quiet());
        for (long latest : state.getOthers().values()) {
            Instant givenUp = instant(latest).plus(rule.abandoned());
            due = givenUp.isAfter(due) ? givenUp : due;
        }
        return Optional.of(due);
    }

    /**
     * Whether there is something to learn from. Labels alone wait for a version that knows more of them than the one
     * used last; that may be withdrawn by now.
     */
    static boolean hasData(TriggerRule rule, TriggerState state, List<StandingVersion> versions) {
        if (rule.run().data().isPresent()) {
            return true;
        }
        Optional<StandingVersion> latest = latest(versions);
        boolean labelsOnly = state.getWaiting().stream().allMatch(cause -> cause.getKind() == TrainingCauseKind.LABELS);
        return latest.isPresent()
                && (!labelsOnly || state.getUsed() == null || knowsMore(latest.get(), state.getUsed()));
    }

    private static boolean knowsMore(StandingVersion version, StandingVersion used) {
        List<LogBound> labels = version.getPositions().stream()
                .filter(bound -> bound.getTopic().equals(Topics.LABELS.name()))
                .toList();
        // Of one that came from a file, nobody can say what it knows.
        return labels.isEmpty()
                ? !version.getVersion().equals(used.getVersion())
                : labels.stream()
                        .anyMatch(bound ->
                                bound.getEnd() > ApprovalCounts.end(used.getPositions(), bound.getPartition()));
    }

    static Optional<StandingVersion> latest(List<StandingVersion> versions) {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
