package io.verdict.streams.triggers;

import io.verdict.events.AlarmMoved;
import io.verdict.events.CauseOrigin;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.LabelsWereApproved;
import io.verdict.events.RunMoved;
import io.verdict.events.StandingVersion;
import io.verdict.events.TrainingCause;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingTickKind;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes one record after the other and asks for a run when a model's rule says so. Reasons that come together are one
 * request; while a run of the model is under way there is none, and afterwards one. A record that was taken before
 * changes nothing. Pure: what time it is, records say.
 */
final class Triggers {

    /** Most reasons that are kept. */
    static final int MOST_CAUSES = 100;

    /** Most runs that somebody else asked for and that are watched. */
    static final int MOST_OTHERS = 100;

    private Triggers() {}

    /** A model of which nothing is known. */
    static TriggerState nothing(String model) {
        return TriggerState.newBuilder().setModel(model).build();
    }

    static TriggerStep take(Optional<TriggerRule> rule, TriggerState before, TriggerSignal signal, TriggerView view) {
        String place =
                signal.getEvidence().getTopic() + "/" + signal.getEvidence().getPartition();
        long offset = signal.getEvidence().getOffset();
        if (offset < before.getTaken().getOrDefault(place, 0L)) {
            return new TriggerStep(before, Optional.empty());
        }
        Map<String, Long> taken = new HashMap<>(before.getTaken());
        taken.put(place, offset + 1);
        TriggerState state = runs(
                builder(before)
                        .setTaken(taken)
                        .setNow(later(before.getNow(), signal.getAt()))
                        .build(),
                signal);
        return rule.map(known -> ruled(known, state, signal, view))
                .orElseGet(() -> asked(signal)
                        ? new TriggerStep(state, Optional.of(Requests.refused(state, signal, "It has no rule.")))
                        : new TriggerStep(state, Optional.empty()));
    }

    private static TriggerStep ruled(TriggerRule rule, TriggerState state, TriggerSignal signal, TriggerView view) {
        if (asked(signal) && !rule.people()) {
            return new TriggerStep(
                    state, Optional.of(Requests.refused(state, signal, "Its rule does not let people ask.")));
        }
        // What has waited long enough goes first, with what was known then; what comes now is the next one's.
        TriggerStep step = settle(rule, state, old(signal, view));
        TriggerState calmed = Alarms.cleared(step.state(), signal);
        TriggerState joined = cause(rule, calmed, signal, view)
                .map(cause -> wait(calmed, cause, signal))
                .orElseGet(() -> published(signal) ? prolonged(calmed, signal) : calmed);
        TriggerState noted = scheduled(signal)
                ? builder(joined)
                        .setScheduled(later(joined.getScheduled(), signal.getAt()))
                        .build()
                : joined;
        return step.request().isPresent() ? new TriggerStep(noted, step.request()) : settle(rule, noted, view.after());
    }

    /** A withdrawn version is not learnt from, however long somebody has waited for it. */
    private static TriggerView.Versions old(TriggerSignal signal, TriggerView view) {
        return published(signal) ? view.before() : view.after();
    }

    private static TriggerStep settle(TriggerRule rule, TriggerState state, TriggerView.Versions standing) {
        Optional<Instant> due = Readiness.due(rule, state);
        if (due.isEmpty() || state.getNow().isBefore(due.get())) {
            return new TriggerStep(state, Optional.empty());
        }
        List<StandingVersion> versions = standing.standing();
        if (!Readiness.hasData(rule, state, versions)) {
            return new TriggerStep(state, Optional.empty());
        }
        TrainingRequest request = Requests.of(rule, state, versions);
        TriggerState.Builder next = builder(state)
                .setOpenRun(request.getRunId())
                .setOthers(Map.of())
                .setWaiting(List.of())
                .setOrigins(List.of())
                .setActor("")
                .setCorrelationId("")
                .setLatestCause(null);
        Readiness.latest(versions).ifPresent(next::setUsed);
        return new TriggerStep(next.build(), Optional.of(request));
    }

    private static TriggerState runs(TriggerState state, TriggerSignal signal) {
        if (!(signal.getWhat() instanceof RunMoved moved)) {
            return state;
        }
        TriggerState.Builder next = builder(state);
        Map<String, Long> others = new HashMap<>(state.getOthers());
        if (moved.getEnded()) {
            others.remove(moved.getRunId());
            if (moved.getRunId().equals(state.getOpenRun())) {
                next.setOpenRun(null);
            }
        } else if (!moved.getRunId().equals(state.getOpenRun())) {
            others.put(moved.getRunId(), Readiness.micros(signal.getAt()));
            if (others.size() > MOST_OTHERS) {
                others.remove(quietest(others));
            }
        }
        return next.setOthers(others).build();
    }

    /** The run that has shown nothing for longest; the first of several. */
    private static String quietest(Map<String, Long> others) {
        return Collections.min(
                        others.entrySet(),
                        Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .getKey();
    }

    private static Optional<TrainingCause> cause(
            TriggerRule rule, TriggerState state, TriggerSignal signal, TriggerView view) {
        Object what = signal.getWhat();
        if (what instanceof LabelsWereApproved) {
            return labels(rule, state, signal, view);
        }
        if (what instanceof DatasetVersionPublished published) {
            return rule.versions()
                    ? cause(
                            signal,
                            TrainingCauseKind.DATASET,
                            "Version %s of %s was published".formatted(published.getVersion(), signal.getDataset()))
                    : Optional.empty();
        }
        if (what instanceof AlarmMoved alarm && alarm.getRaised() != null) {
            return Alarms.cause(rule, state, signal, alarm);
        }
        if (scheduled(signal)) {
            boolean first = state.getScheduled() == null;
            // The first moment says only where the schedule begins: who declares one asks for no run at once.
            return rule.schedule().isEmpty() || first || !signal.getAt().isAfter(state.getScheduled())
                    ? Optional.empty()
                    : cause(signal, TrainingCauseKind.SCHEDULE, "The schedule was due at " + signal.getAt());
        }
        return asked(signal)
                ? cause(signal, TrainingCauseKind.PERSON, signal.getActor() + ": " + what)
                : Optional.empty();
    }

    private static Optional<TrainingCause> labels(
            TriggerRule rule, TriggerState state, TriggerSignal signal, TriggerView view) {
        boolean waits = state.getWaiting().stream().anyMatch(cause -> cause.getKind() == TrainingCauseKind.LABELS);
        if (rule.labels().isEmpty() || waits) {
            return Optional.empty();
        }
        long fresh = view.labels()
                .beyond(state.getUsed() == null ? List.of() : state.getUsed().getPositions());
        return fresh < rule.labels().getAsInt()
                ? Optional.empty()
                : cause(
                        signal,
                        TrainingCauseKind.LABELS,
                        "%d label sets were approved that the latest run's data does not know".formatted(fresh));
    }

    static Optional<TrainingCause> cause(TriggerSignal signal, TrainingCauseKind kind, String text) {
        return Optional.of(new TrainingCause(kind, signal.getEvidence(), signal.getAt(), Wording.cut(text)));
    }

    private static TriggerState wait(TriggerState state, TrainingCause cause, TriggerSignal signal) {
        TriggerState.Builder next = builder(state);
        if (state.getWaiting().size() < MOST_CAUSES) {
            List<TrainingCause> waiting = new ArrayList<>(state.getWaiting());
            waiting.add(cause);
            next.setWaiting(waiting);
            CauseOrigin origin = new CauseOrigin(
                    cause.getKind() == TrainingCauseKind.PERSON ? signal.getActor() : Requests.ACTOR,
                    signal.getCorrelationId());
            List<CauseOrigin> origins = new ArrayList<>(state.getOrigins());
            origins.add(origin);
            next.setOrigins(origins);
            if (state.getWaiting().isEmpty()) {
                next.setActor(origin.getActor()).setCorrelationId(origin.getCorrelationId());
            }
        }
        if (signal.getWhat() instanceof AlarmMoved alarm) {
            next.setAlarms(Alarms.with(state, alarm, cause));
        }
        return next.setLatestCause(later(state.getLatestCause(), cause.getAt())).build();
    }

    /** Data has come that somebody may have waited for; more of it may follow. */
    private static TriggerState prolonged(TriggerState state, TriggerSignal signal) {
        return state.getWaiting().isEmpty()
                ? state
                : builder(state)
                        .setLatestCause(later(state.getLatestCause(), signal.getAt()))
                        .build();
    }

    /** Shares what does not change; Avro's own copy would copy every reason for each record. */
    static TriggerState.Builder builder(TriggerState state) {
        return TriggerState.newBuilder()
                .setModel(state.getModel())
                .setNow(state.getNow())
                .setTaken(state.getTaken())
                .setOpenRun(state.getOpenRun())
                .setOthers(state.getOthers())
                .setUsed(state.getUsed())
                .setWaiting(state.getWaiting())
                .setActor(state.getActor())
                .setCorrelationId(state.getCorrelationId())
                .setLatestCause(state.getLatestCause())
                .setScheduled(state.getScheduled())
                .setOrigins(state.getOrigins())
                .setAlarms(state.getAlarms());
    }

    private static boolean asked(TriggerSignal signal) {
        return signal.getWhat() instanceof CharSequence;
    }

    private static boolean published(TriggerSignal signal) {
        return signal.getWhat() instanceof DatasetVersionPublished;
    }

    private static boolean scheduled(TriggerSignal signal) {
        return signal.getWhat() == TrainingTickKind.SCHEDULE;
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }
}
