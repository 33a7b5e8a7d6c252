package io.verdict.topics.plan;

import java.util.Map;

/**
 * A topic as the cluster has it.
 *
 * @param partitions how many
 * @param replicationFactor the fewest copies that one of its partitions has
 * @param config what holds for it, defaults included; values that the broker keeps secret are left out
 * @param overrides the part of it that was set on this topic
 */
public record TopicState(
        int partitions, int replicationFactor, Map<String, String> config, Map<String, String> overrides) {

    public TopicState {
        config = Map.copyOf(config);
        overrides = Map.copyOf(overrides);
    }
}
