package io.verdict.streams.triggers;

import io.verdict.events.TrainingRequest;
import io.verdict.events.TriggerState;
import java.util.Optional;

/** What a record makes of a model's state, and what is asked for because of it. */
record TriggerStep(TriggerState state, Optional<TrainingRequest> request) {}
