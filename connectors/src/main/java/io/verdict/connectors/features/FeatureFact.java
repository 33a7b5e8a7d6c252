package io.verdict.connectors.features;

import io.verdict.avro.FeatureRank;
import java.util.Map;

/**
 * What the log says of an entity at one position.
 *
 * @param group the feature group
 * @param entity what it is about
 * @param rank when it held, when it was known, and which of several holds
 * @param position {@code topic/partition/offset}
 * @param values {@code Boolean}, {@code Long}, {@code Double} or {@code String} by the name of the feature
 */
public record FeatureFact(
        String group, String entity, FeatureRank rank, String position, Map<String, Object> values) {}
