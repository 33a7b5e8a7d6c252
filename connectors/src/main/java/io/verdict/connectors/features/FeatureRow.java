package io.verdict.connectors.features;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a table as something to be said of an entity.
 *
 * @param held from when on it holds
 * @param known when it became known; empty where the table does not say, so that it is when it is published
 * @param values {@code Boolean}, {@code Long}, {@code Double} or {@code String} by the name of the feature; without those
 *     that are missing
 */
public record FeatureRow(String entity, Instant held, Optional<Instant> known, Map<String, Object> values) {

    public FeatureRow {
        values = Map.copyOf(values);
    }
}
