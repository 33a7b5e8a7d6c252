package io.verdict.connectors.runs;

import io.verdict.events.RunEvent;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Runs read from the log, from its beginning to its end as it is at that moment. */
public final class RunArchive {

    private static final Duration POLL = Duration.ofMillis(200);

    private RunArchive() {}

    /** One run; without a fact if there is none of that name. */
    public static RunHistory read(ClusterConfig cluster, String runId) {
        RunHistory history = new RunHistory(runId);
        each(cluster, event -> {
            if (event.getRunId().equals(runId)) {
                history.apply(event);
            }
        });
        return history;
    }

    /** Every run by its name, in the order in which the log shows them. */
    public static Map<String, RunHistory> read(ClusterConfig cluster) {
        Map<String, RunHistory> runs = new LinkedHashMap<>();
        each(cluster, event -> runs.computeIfAbsent(event.getRunId(), RunHistory::new)
                .apply(event));
        return runs;
    }

    private static void each(ClusterConfig cluster, Consumer<RunEvent> take) {
        try (KafkaConsumer<String, RunEvent> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(cluster),
                new StringDeserializer(),
                Topics.RUNS.serde(cluster.serdeConfig()).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RUNS.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> take.accept(record.value()));
            }
        }
    }
}
