package io.verdict.launcher.log;

import io.verdict.avro.AvroSerde;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.scan.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A read_committed consumer of all partitions of some topics, that belongs to no group and commits nothing.
 *
 * <p>Starts at the beginning of each topic. For one thread at a time; only {@link #wakeup()} may come from another.
 */
public final class EventReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    /** A poll returns as soon as there is anything; this bounds how long the broker holds an empty one. */
    private static final int FETCH_WAIT_MS = 100;

    private final Consumer<String, SpecificRecord> consumer;
    private final ClusterConfig cluster;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private EventReader(Consumer<String, SpecificRecord> consumer, ClusterConfig cluster) {
        this.consumer = consumer;
        this.cluster = cluster;
    }

    /**
     * Opens a reader at the beginning of every partition.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
     * @throws io.verdict.topics.scan.NoSuchTopicException when the cluster lacks one of the topics
     */
    public static EventReader open(ClusterConfig cluster, Collection<? extends Topic<?>> topics) {
        Map<String, Object> config = ClientConfigs.reader(cluster);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        return open(
                new KafkaConsumer<>(
                        config, new StringDeserializer(), TopicDeserializer.of(topics, cluster.serdeConfig())),
                cluster,
                topics);
    }

    static EventReader open(
            Consumer<String, SpecificRecord> consumer, ClusterConfig cluster, Collection<? extends Topic<?>> topics) {
        EventReader reader = new EventReader(consumer, cluster);
        try {
            for (Topic<?> topic : topics) {
                reader.partitions.addAll(Partitions.of(reader.consumer, cluster, topic.name()));
            }
            reader.consumer.assign(reader.partitions);
            reader.consumer.seekToBeginning(reader.partitions);
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** Next offset that will be read. */
    public long position(TopicPartition partition) {
        return consumer.position(partition);
    }

    /**
     * Reads only this partition of the topics from here on.
     *
     * @throws IllegalArgumentException when there is no such partition
     */
    public void keepPartition(int partition) {
        if (partitions.stream().noneMatch(candidate -> candidate.partition() == partition)) {
            throw new IllegalArgumentException("There is no partition " + partition + " among " + partitions);
        }
        partitions.removeIf(candidate -> candidate.partition() != partition);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the end of every partition, as it is at this moment. */
    public void seekToEnd() {
        endOffsets().forEach(consumer::seek);
    }

    /** Goes to the same offset in every partition. */
    public void seek(long offset) {
        partitions.forEach(partition -> consumer.seek(partition, offset));
    }

    /** Goes to an offset of its own in each partition. */
    public void seek(Map<TopicPartition, Long> offsets) {
        offsets.forEach(consumer::seek);
    }

    /** Goes to the first record of each partition at or after {@code time}; to the end where there is none. */
    public void seek(Instant time) {
        offsetsAt(time).forEach(consumer::seek);
    }

    /** Offset of the first record of each partition at or after {@code time}; its end where there is none yet. */
    public Map<TopicPartition, Long> offsetsAt(Instant time) {
        Map<TopicPartition, Long> query = new HashMap<>();
        partitions.forEach(partition -> query.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(query);
        Map<TopicPartition, Long> offsets = new HashMap<>(endOffsets());
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    public ConsumerRecords<String, SpecificRecord> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    /**
     * Hands over every record from the present position to the end as it is at this moment.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the brokers fall silent for 10 s
     */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<String, SpecificRecord>> each) {
        Map<TopicPartition, Long> ends = endOffsets();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, SpecificRecord> records = consumer.poll(POLL);
            if (records.isEmpty()) {
                Partitions.requireAnswer(consumer, cluster, partitions);
            }
            records.forEach(each);
        }
    }

    /** Last stable offsets: a read_committed reader gets no further. */
    public Map<TopicPartition, Long> endOffsets() {
        return consumer.endOffsets(partitions);
    }

    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Picks the deserializer by topic, so that one consumer reads several record types. */
    private record TopicDeserializer(Map<String, Deserializer<? extends SpecificRecord>> byTopic)
            implements Deserializer<SpecificRecord> {

        static TopicDeserializer of(Collection<? extends Topic<?>> topics, Map<String, String> serdeConfig) {
            Map<String, Deserializer<? extends SpecificRecord>> byTopic = new HashMap<>();
            for (Topic<?> topic : topics) {
                byTopic.put(
                        topic.name(), AvroSerde.of(topic.value(), serdeConfig).deserializer());
            }
            return new TopicDeserializer(byTopic);
        }

        @Override
        public SpecificRecord deserialize(String topic, byte[] data) {
            return byTopic.get(topic).deserialize(topic, data);
        }
    }
}
