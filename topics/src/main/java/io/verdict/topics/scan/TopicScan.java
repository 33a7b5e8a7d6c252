package io.verdict.topics.scan;

import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning to ends that are fixed first, committed records only. What Kafka has to complain of
 * comes as a {@link org.apache.kafka.common.KafkaException}. For one thread.
 */
public final class TopicScan<V extends SpecificRecord> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, V> consumer;
    private final ClusterConfig cluster;
    private final List<TopicPartition> partitions;

    TopicScan(Consumer<String, V> consumer, ClusterConfig cluster, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.cluster = cluster;
        this.partitions = partitions;
    }

    /** Takes one record. */
    @FunctionalInterface
    public interface Each<V, E extends Exception> {
        void accept(ConsumerRecord<String, V> event) throws E;
    }

    /**
     * Opens a topic.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers within 10 s
     * @throws NoSuchTopicException when the cluster lacks the topic
     */
    public static <V extends SpecificRecord> TopicScan<V> open(ClusterConfig cluster, Topic<V> topic) {
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(cluster),
                new StringDeserializer(),
                topic.serde(cluster.serdeConfig()).deserializer());
        try {
            return new TopicScan<>(consumer, cluster, Partitions.of(consumer, cluster, topic.name()));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Everything that is there now, partition by partition in the order of the log. */
    public static <V extends SpecificRecord, E extends Exception> void all(
            ClusterConfig cluster, Topic<V> topic, Each<V, E> each) throws E {
        try (TopicScan<V> scan = open(cluster, topic)) {
            scan.upTo(scan.ends(), each);
        }
    }

    /** The offset after the last record of each partition, as of now. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** The offset of the first record of each partition with a later time stamp; its present end where there is none. */
    public Map<TopicPartition, Long> ends(Instant asOf) {
        Map<TopicPartition, Long> ends = new HashMap<>(ends());
        Map<TopicPartition, Long> later = new HashMap<>();
        partitions.forEach(partition -> later.put(partition, asOf.toEpochMilli() + 1));
        consumer.offsetsForTimes(later).forEach((partition, at) -> {
            if (at != null) {
                ends.merge(partition, at.offset(), Math::min);
            }
        });
        return ends;
    }

    /**
     * Gives every record before these offsets to {@code each}, from the beginning.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the brokers fall silent for 10 s
     */
    public <E extends Exception> void upTo(Map<TopicPartition, Long> ends, Each<V, E> each) throws E {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, V> events = consumer.poll(POLL);
            if (events.isEmpty()) {
                Partitions.requireAnswer(consumer, cluster, partitions);
            }
            for (ConsumerRecord<String, V> event : events) {
                if (event.offset() < ends.get(new TopicPartition(event.topic(), event.partition()))) {
                    each.accept(event);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
