package io.verdict.streams.app;

import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers which offsets an app has committed; empty where they do not answer. */
final class GroupOffsets implements Supplier<Map<TopicPartition, Long>> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private final ClusterConfig cluster;
    private final String group;

    GroupOffsets(ClusterConfig cluster, String group) {
        this.cluster = cluster;
        this.group = group;
    }

    @Override
    public Map<TopicPartition, Long> get() {
        try (Admin admin = Admin.create(ClientConfigs.admin(cluster))) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(committed -> committed.getValue() != null)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, committed -> committed.getValue().offset()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        } catch (ExecutionException e) {
            LOG.warn("The brokers do not say what {} has committed; answers name fewer offsets", group, e);
            return Map.of();
        }
    }
}
