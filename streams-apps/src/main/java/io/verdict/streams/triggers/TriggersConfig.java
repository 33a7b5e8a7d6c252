package io.verdict.streams.triggers;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When which model is to be trained again. Immutable. What was asked for is a fact, so other rules change nothing about
 * it.
 *
 * @param models rules by model
 */
public record TriggersConfig(Map<String, TriggerRule> models) {

    public TriggersConfig {
        // In one order, as the requests that one record leads to follow it.
        models = Collections.unmodifiableMap(new TreeMap<>(models));
    }

    /** No model is trained by itself. */
    public static TriggersConfig none() {
        return new TriggersConfig(Map.of());
    }

    Optional<TriggerRule> rule(String model) {
        return Optional.ofNullable(models.get(model));
    }
}
