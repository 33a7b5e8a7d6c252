package io.verdict.launcher.registry.card;

import io.verdict.events.RolloutStage;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which a version decided.
 *
 * @param until empty where it still does
 */
public record ServicePeriod(RolloutStage stage, String rolloutId, Instant from, Optional<Instant> until) {

    ServicePeriod endedAt(Instant time) {
        return new ServicePeriod(stage, rolloutId, from, Optional.of(time));
    }
}
