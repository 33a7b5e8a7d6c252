package io.verdict.launcher.bench;

import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topics that Kafka Streams made for one application id. */
final class InternalTopics implements AutoCloseable {

    private static final String REPARTITION = "-repartition";

    private final Admin admin;
    private final String applicationId;

    InternalTopics(ClusterConfig cluster, String applicationId) {
        this.admin = Admin.create(ClientConfigs.admin(cluster));
        this.applicationId = applicationId;
    }

    /**
     * The last committed record of each partition that the app writes for itself to read.
     *
     * @param markers whether a transaction's marker, which is an offset without a record, follows it
     */
    Map<TopicPartition, Long> lastOfRepartitions(boolean markers) throws InterruptedException {
        List<String> topics =
                names().stream().filter(name -> name.endsWith(REPARTITION)).toList();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        get(admin.describeTopics(topics).allTopicNames()).forEach((name, topic) -> topic.partitions()
                .forEach(partition -> asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> last = new HashMap<>();
        get(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, end) -> {
                    if (end.offset() > 0) {
                        last.put(partition, end.offset() - (markers ? 2 : 1));
                    }
                });
        return last;
    }

    /** Deletes them: the next rebuild has its own. */
    void delete() throws InterruptedException {
        get(admin.deleteTopics(names()).all());
    }

    @Override
    public void close() {
        admin.close();
    }

    private List<String> names() throws InterruptedException {
        return get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(applicationId + "-"))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The broker did not answer: " + e.getCause().getMessage(), e);
        }
    }
}
