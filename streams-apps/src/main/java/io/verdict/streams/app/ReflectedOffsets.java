package io.verdict.streams.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * Up to where an app has read. Kafka Streams knows what it committed since it started; before its first commit the
 * group's offsets are asked for, which under exactly-once are those of the restored stores. Safe for many threads.
 */
final class ReflectedOffsets {

    private final Supplier<Set<ThreadMetadata>> threads;
    private final Supplier<Map<TopicPartition, Long>> group;
    private Map<TopicPartition, Long> atStart = Map.of();

    ReflectedOffsets(Supplier<Set<ThreadMetadata>> threads, Supplier<Map<TopicPartition, Long>> group) {
        this.threads = threads;
        this.group = group;
    }

    SortedMap<String, SortedMap<Integer, Long>> now() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (ThreadMetadata thread : threads.get()) {
            for (TaskMetadata task : thread.activeTasks()) {
                task.topicPartitions().forEach(partition -> committed.put(partition, -1L));
                committed.putAll(task.committedOffsets());
            }
        }
        Set<TopicPartition> unknown = committed.entrySet().stream()
                .filter(next -> next.getValue() < 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        committed.putAll(atStart(unknown));
        SortedMap<String, SortedMap<Integer, Long>> last = new TreeMap<>();
        committed.forEach((partition, next) -> {
            if (next > 0) {
                last.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                        .put(partition.partition(), next - 1);
            }
        });
        return last;
    }

    private synchronized Map<TopicPartition, Long> atStart(Set<TopicPartition> unknown) {
        if (!atStart.keySet().containsAll(unknown)) {
            Map<TopicPartition, Long> known = new HashMap<>(group.get());
            // A partition without a commit is not asked for again.
            unknown.forEach(partition -> known.putIfAbsent(partition, -1L));
            atStart = known;
        }
        Map<TopicPartition, Long> found = new HashMap<>(atStart);
        found.keySet().retainAll(unknown);
        return found;
    }
}
