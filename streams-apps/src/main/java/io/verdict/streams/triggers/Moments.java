package io.verdict.streams.triggers;

import io.verdict.avro.EventIds;
import io.verdict.events.Meta;
import io.verdict.events.TrainingTick;
import io.verdict.events.TrainingTickKind;
import io.verdict.events.TriggerState;
import io.verdict.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which moments that a model waits for have passed. Pure; the same moment is always the same fact. */
final class Moments {

    private Moments() {}

    static List<TrainingTick> passed(
            TriggerRule rule, TriggerState state, TriggerView.Versions versions, Instant clock) {
        List<TrainingTick> ticks = new ArrayList<>();
        rule.schedule()
                .map(schedule -> schedule.latest(clock))
                .filter(moment -> state.getScheduled() == null || moment.isAfter(state.getScheduled()))
                .ifPresent(moment -> ticks.add(tick(state.getModel(), moment, TrainingTickKind.SCHEDULE)));
        Readiness.due(rule, state)
                .filter(due -> !due.isAfter(clock))
                .filter(due -> Readiness.hasData(rule, state, versions.standing()))
                .ifPresent(due -> ticks.add(tick(state.getModel(), due, TrainingTickKind.QUIET)));
        return ticks;
    }

    private static TrainingTick tick(String model, Instant moment, TrainingTickKind kind) {
        String id = EventIds.derived(moment, Topics.TRAINING_TICKS.name(), 0, 0, model + "/" + kind);
        return new TrainingTick(new Meta(id, moment, Requests.ACTOR, id, null), model, kind);
    }
}
