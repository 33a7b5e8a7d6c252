package io.verdict.launcher.features;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.scan.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Some topics from their beginning up to fixed offsets, as often as one likes; a record that cannot be read is passed over
 * and counted, as the apps set it aside. One read at a time.
 */
final class BoundedLog {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_WAIT_MS = 100;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int RECORDS = 5_000;

    private final ClusterConfig cluster;
    private final Map<String, Topic<?>> topics = new HashMap<>();
    private final Map<TopicPartition, Long> bounds;

    private BoundedLog(ClusterConfig cluster, Collection<? extends Topic<?>> topics, Map<TopicPartition, Long> bounds) {
        this.cluster = cluster;
        topics.forEach(topic -> this.topics.put(topic.name(), topic));
        this.bounds = Map.copyOf(bounds);
    }

    /**
     * The topics up to a moment.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
     * @throws io.verdict.topics.scan.NoSuchTopicException when the cluster lacks one of the topics
     */
    static BoundedLog upTo(Moment moment, ClusterConfig cluster, Collection<? extends Topic<?>> topics) {
        try (EventReader reader = EventReader.open(cluster, topics)) {
            return new BoundedLog(cluster, topics, moment.bounds(reader));
        }
    }

    Map<TopicPartition, Long> bounds() {
        return bounds;
    }

    /** What is done with a record; false where it makes no sense. */
    interface Use extends Predicate<ConsumerRecord<String, SpecificRecord>> {}

    /**
     * Hands over each record, those of a partition in order; returns how many could not be read or made no sense.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when the brokers fall silent for 10 s
     */
    long read(Use use) {
        Map<String, Object> config = ClientConfigs.reader(cluster);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        Map<String, Deserializer<? extends SpecificRecord>> events = new HashMap<>();
        topics.forEach((name, topic) ->
                events.put(name, topic.serde(cluster.serdeConfig()).deserializer()));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, events, use);
        } finally {
            events.values().forEach(Deserializer::close);
        }
    }

    private long read(
            KafkaConsumer<String, byte[]> consumer,
            Map<String, Deserializer<? extends SpecificRecord>> events,
            Use use) {
        long unusable = 0;
        consumer.assign(bounds.keySet());
        consumer.seekToBeginning(bounds.keySet());
        Set<TopicPartition> left = new HashSet<>(bounds.keySet());
        while (!finish(consumer, left)) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (records.isEmpty()) {
                Partitions.requireAnswer(consumer, cluster, left);
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < bounds.get(new TopicPartition(record.topic(), record.partition()))
                        && !use(record, events.get(record.topic()), use)) {
                    unusable++;
                }
            }
        }
        return unusable;
    }

    /** Reads no further where the bound is reached; true where it is everywhere. */
    private boolean finish(KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> left) {
        left.removeIf(partition -> {
            boolean reached = consumer.position(partition) >= bounds.get(partition);
            if (reached) {
                consumer.pause(Set.of(partition));
            }
            return reached;
        });
        return left.isEmpty();
    }

    private static boolean use(
            ConsumerRecord<String, byte[]> record, Deserializer<? extends SpecificRecord> events, Use use) {
        SpecificRecord event;
        try {
            event = events.deserialize(record.topic(), record.value());
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            // No fault of the record: without it the answer would be another one.
            throw e;
        } catch (SerializationException e) {
            return false;
        }
        return event != null
                && record.key() != null
                && use.test(new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.timestampType(),
                        record.serializedKeySize(),
                        record.serializedValueSize(),
                        record.key(),
                        event,
                        record.headers(),
                        record.leaderEpoch()));
    }
}
