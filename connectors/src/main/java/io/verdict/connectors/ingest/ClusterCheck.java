package io.verdict.connectors.ingest;

import io.verdict.avro.SchemaRegistry;
import io.verdict.avro.SchemaRegistryException;
import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Asks broker and registry whether they are there before anybody waits for them. */
final class ClusterCheck {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private ClusterCheck() {}

    /** Returns the cluster's id, or fails saying what is not there. */
    static String run(ClusterConfig cluster, Topic<?> topic, Duration patience) throws UploadException {
        Duration limit = patience.compareTo(LONGEST) < 0 ? patience : LONGEST;
        String clusterId = broker(cluster, topic, limit);
        try {
            SchemaRegistry.from(cluster.serdeConfig()).latest(topic.subject());
        } catch (SchemaRegistryException e) {
            throw UploadFaults.translate(e, topic.name());
        }
        return clusterId;
    }

    private static String broker(ClusterConfig cluster, Topic<?> topic, Duration limit) throws UploadException {
        int millis = Math.toIntExact(limit.toMillis());
        Map<String, Object> config = ClientConfigs.admin(cluster);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(config)) {
            String clusterId = admin.describeCluster().clusterId().get();
            admin.describeTopics(List.of(topic.name())).allTopicNames().get();
            return clusterId;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException silent
                    ? nobody(cluster, limit, silent)
                    : UploadFaults.translate(e, topic.name());
        } catch (KafkaException e) {
            throw nobody(cluster, limit, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw nobody(cluster, limit, e);
        }
    }

    private static UploadException nobody(ClusterConfig cluster, Duration limit, Throwable cause) {
        return new UploadException(
                Reason.BROKER_UNAVAILABLE,
                "No broker answers at %s within %d s (%s). Start it, or name the right one with --bootstrap"
                        .formatted(cluster.bootstrap(), limit.toSeconds(), cause.getMessage()),
                cause);
    }
}
