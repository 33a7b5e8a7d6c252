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
public record FeatureFact(String group, String entity, FeatureRank rank, String position, Map<String, Object> values) {

    /** Whether it holds rather than another; of one event that was told twice, it is the earlier record. */
    boolean outranks(FeatureFact other) {
        int order = rank.compareTo(other.rank);
        return order > 0 || order == 0 && isBefore(position, other.position);
    }

    /** Positions of one partition differ in their offset, a number without leading zeros. */
    private static boolean isBefore(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) < 0 : one.length() < other.length();
    }
}
