package io.verdict.topics.scan;

import io.verdict.topics.ClusterConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a topic consists of. */
public final class Partitions {

    /** A broker that is there answers in milliseconds; Kafka's own patience is a minute. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private Partitions() {}

    /**
     * The partitions of a topic.
     *
     * @param cluster for the message only; where {@code consumer} looks
     * @throws TimeoutException when no broker answers within 10 s
     * @throws NoSuchTopicException when the cluster lacks the topic
     */
    public static List<TopicPartition> of(Consumer<?, ?> consumer, ClusterConfig cluster, String topic) {
        List<PartitionInfo> known;
        try {
            known = consumer.partitionsFor(topic, WITHIN);
        } catch (TimeoutException e) {
            throw nobody(cluster, e);
        }
        if (known == null || known.isEmpty()) {
            throw new NoSuchTopicException(topic);
        }
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /**
     * Returns when the leader of each partition answers. For after a poll that brought nothing: a consumer waits for
     * brokers that are gone as it waits for records, without end.
     *
     * @param cluster for the message only; where {@code consumer} looks
     * @throws TimeoutException when one does not within 10 s
     */
    public static void requireAnswer(
            Consumer<?, ?> consumer, ClusterConfig cluster, Collection<TopicPartition> partitions) {
        try {
            consumer.endOffsets(partitions, WITHIN);
        } catch (TimeoutException e) {
            throw nobody(cluster, e);
        }
    }

    private static TimeoutException nobody(ClusterConfig cluster, TimeoutException e) {
        return new TimeoutException("nobody at " + cluster.bootstrap() + ": " + e.getMessage(), e);
    }
}
