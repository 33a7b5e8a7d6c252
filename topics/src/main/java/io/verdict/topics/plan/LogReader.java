package io.verdict.topics.plan;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Reads how much is in topics. */
final class LogReader {
    private final Admin admin;
    private final Waiting waiting;

    LogReader(Admin admin, Waiting waiting) {
        this.admin = admin;
        this.waiting = waiting;
    }

    /**
     * How much is in one topic.
     *
     * @param offsets between the first and the end, over all partitions; at most that many records are there, because
     *     transaction markers and compacted records take offsets too
     * @param bytes on all disks of the cluster together; empty where we may not ask
     */
    record Extent(long offsets, OptionalLong bytes) {}

    Map<String, Extent> read(Map<String, TopicState> topics) {
        Map<String, Long> offsets = offsets(topics);
        Optional<Map<String, Long>> bytes = bytes();
        Map<String, Extent> extents = new HashMap<>();
        offsets.forEach((topic, count) -> extents.put(
                topic,
                new Extent(
                        count,
                        bytes.map(known -> OptionalLong.of(known.getOrDefault(topic, 0L)))
                                .orElse(OptionalLong.empty()))));
        return extents;
    }

    private Map<String, Long> offsets(Map<String, TopicState> topics) {
        List<TopicPartition> partitions = topics.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue().partitions())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                .toList();
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        Map<String, Long> counts = new HashMap<>();
        partitions.forEach(
                partition -> counts.merge(partition.topic(), end.get(partition) - first.get(partition), Long::sum));
        return counts;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = partitions.stream().collect(toMap(partition -> partition, p -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        waiting.await("read the topics' offsets", admin.listOffsets(wanted).all())
                .forEach((partition, result) -> offsets.put(partition, result.offset()));
        return offsets;
    }

    private Optional<Map<String, Long>> bytes() {
        Set<Integer> brokers =
                Set.copyOf(waiting
                        .await(
                                "ask who is in the cluster",
                                admin.describeCluster().nodes())
                        .stream()
                        .map(Node::id)
                        .toList());
        try {
            Map<String, Long> bytes = new HashMap<>();
            waiting.get(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .map(LogDirDescription::replicaInfos)
                    .forEach(replicas -> replicas.forEach(
                            (partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum)));
            return Optional.of(bytes);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw waiting.failed("read the sizes of the topics", e);
        } catch (TimeoutException e) {
            throw waiting.failed("read the sizes of the topics", e);
        }
    }
}
