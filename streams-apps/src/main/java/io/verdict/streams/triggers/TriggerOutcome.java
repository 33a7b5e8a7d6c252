package io.verdict.streams.triggers;

import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingTick;

/** What the app writes. */
sealed interface TriggerOutcome {

    /** Something is asked for, or refused. */
    record Asked(TrainingRequest request) implements TriggerOutcome {}

    /** A moment has passed. */
    record Passed(TrainingTick tick) implements TriggerOutcome {}
}
