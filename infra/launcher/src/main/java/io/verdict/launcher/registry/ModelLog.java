package io.verdict.launcher.registry;

import io.verdict.events.ModelEvent;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import io.verdict.topics.scan.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code models} up to a moment, and understands only what is said of the models that are asked for. */
final class ModelLog {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_WAIT_MS = 100;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int RECORDS = 5_000;
    private static final String TOPIC = Topics.MODELS.name();

    private ModelLog() {}

    /**
     * What was read.
     *
     * @param facts those of the models that were asked for, in the order of the log
     * @param offset offset of the last fact before the moment, whatever model it is of; -1 where there is none
     */
    record Reading(List<ModelArchive.Entry> facts, long offset) {}

    /**
     * Reads from the beginning to that moment.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
     * @throws io.verdict.topics.scan.NoSuchTopicException when the cluster has no such topic
     */
    static Reading read(ClusterConfig cluster, AsOf asOf, Predicate<String> models) {
        Map<String, Object> config = ClientConfigs.reader(cluster);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
                var events = Topics.MODELS.serde(cluster.serdeConfig()).deserializer()) {
            // The catalog gives it one partition, so that one offset names a moment of the whole registry.
            TopicPartition partition = Partitions.of(consumer, cluster, TOPIC).get(0);
            return read(consumer, partition, events, asOf, models);
        }
    }

    private static Reading read(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition,
            Deserializer<ModelEvent> events,
            AsOf asOf,
            Predicate<String> models) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        List<ModelArchive.Entry> facts = new ArrayList<>();
        long last = -1;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                ModelEvent event = models.test(record.key()) ? events.deserialize(TOPIC, record.value()) : null;
                Instant time = event == null
                        ? Instant.ofEpochMilli(record.timestamp())
                        : event.getMeta().getTime();
                if (!asOf.includes(record.offset(), time)) {
                    return new Reading(facts, last);
                }
                last = record.offset();
                if (event != null) {
                    facts.add(new ModelArchive.Entry(record.offset(), event));
                }
            }
        }
        return new Reading(facts, last);
    }
}
