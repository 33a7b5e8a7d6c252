package io.verdict.streams.triggers;

import io.verdict.avro.EventIds;
import io.verdict.events.DatasetReference;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.StandingVersion;
import io.verdict.events.TrainingCause;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRefused;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import java.time.Instant;
import java.util.List;

/** Writes requests. Pure: the names of runs follow from the model and the first cause. */
final class Requests {

    /** Who asks where a rule does. */
    static final String ACTOR = "triggers-app";

    private Requests() {}

    static TrainingRequest of(TriggerRule rule, TriggerState state, List<StandingVersion> versions) {
        TrainingCause first = state.getWaiting().get(0);
        String runId = id(first.getEvidence(), first.getAt(), "run/" + state.getModel());
        Meta meta = new Meta(
                id(first.getEvidence(), first.getAt(), "request/" + state.getModel()),
                state.getNow(),
                state.getActor(),
                state.getCorrelationId(),
                first.getEvidence());
        RunPlan run = rule.run();
        TrainingSpec spec = new TrainingSpec(
                state.getModel(),
                run.trainer(),
                run.data().orElseGet(() -> data(rule, versions)),
                null,
                null,
                run.parameters(),
                run.seed(),
                run.threads(),
                run.limits(),
                run.price());
        return new TrainingRequest(
                meta, state.getModel(), runId, new TrainingRequested(spec, null, null), state.getWaiting());
    }

    private static TrainingData data(TriggerRule rule, List<StandingVersion> versions) {
        StandingVersion latest = Readiness.latest(versions).orElseThrow();
        return new TrainingData(
                new DatasetReference(rule.dataset().orElseThrow(), latest.getVersion()), latest.getUri());
    }

    static TrainingRequest refused(TriggerState state, TriggerSignal signal, String why) {
        String reason = "%s Give %s a rule with `people: true` in the file that the apps are started with (--triggers)"
                .formatted(why, state.getModel());
        TrainingCause cause = new TrainingCause(
                TrainingCauseKind.PERSON,
                signal.getEvidence(),
                signal.getAt(),
                Wording.cut(signal.getActor() + ": " + signal.getWhat()));
        Meta meta = new Meta(
                id(signal.getEvidence(), signal.getAt(), "refusal/" + state.getModel()),
                signal.getAt(),
                signal.getActor(),
                signal.getCorrelationId(),
                signal.getEvidence());
        return new TrainingRequest(
                meta,
                state.getModel(),
                id(signal.getEvidence(), signal.getAt(), "run/" + state.getModel()),
                new TrainingRefused(reason),
                List.of(cause));
    }

    private static String id(LogPosition evidence, Instant at, String name) {
        return EventIds.derived(at, evidence.getTopic(), evidence.getPartition(), evidence.getOffset(), name);
    }
}
