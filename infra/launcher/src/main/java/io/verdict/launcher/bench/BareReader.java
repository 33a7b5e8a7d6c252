package io.verdict.launcher.bench;

import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A bare consumer that reads topics from the beginning to the end as it is when it begins, and does nothing with the
 * records: what no rebuild can beat. With values it deserialises them like the apps do, else it takes bytes.
 */
final class BareReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ClusterConfig cluster;
    private final List<Topic<?>> topics;

    BareReader(ClusterConfig cluster, List<Topic<?>> topics) {
        this.cluster = cluster;
        this.topics = List.copyOf(topics);
    }

    Pass readValues() {
        Map<String, Deserializer<?>> byTopic = new HashMap<>();
        topics.forEach(topic ->
                byTopic.put(topic.name(), topic.serde(cluster.serdeConfig()).deserializer()));
        Deserializer<Object> values = (topic, data) -> byTopic.get(topic).deserialize(topic, data);
        return read(new StringDeserializer(), values);
    }

    Pass readBytes() {
        return read(new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Pass read(Deserializer<?> keys, Deserializer<?> values) {
        try (KafkaConsumer<?, ?> consumer = new KafkaConsumer<>(ClientConfigs.reader(cluster), keys, values)) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(partitions));
            partitions.forEach(consumer::position);
            long start = System.nanoTime();
            long events = 0;
            Map<TopicPartition, Long> last = new HashMap<>();
            open.entrySet().removeIf(end -> end.getValue() == 0);
            while (!open.isEmpty()) {
                ConsumerRecords<?, ?> records = consumer.poll(POLL);
                events += records.count();
                for (TopicPartition partition : records.partitions()) {
                    var some = records.records(partition);
                    last.put(partition, some.get(some.size() - 1).offset());
                }
                open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return new Pass(events, (System.nanoTime() - start) / 1e9, last);
        }
    }

    /**
     * One pass over the topics.
     *
     * @param events records read
     * @param seconds from the first poll to the last record
     * @param last offset of the last record of each partition that has one
     */
    record Pass(long events, double seconds, Map<TopicPartition, Long> last) {
        double perSecond() {
            return events / seconds;
        }
    }
}
