package io.verdict.topics;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of every Kafka client of the platform, in one place, so that exactly-once and its latency hold
 * everywhere.
 *
 * <p>Each call returns a new mutable map, for the caller to add serializers or tune. Serializers are not set here.
 */
public final class ClientConfigs {
    private static final int LINGER_MS = 5;
    private static final int TRANSACTION_RETRY_BACKOFF_MS = 2;
    private static final int COMMIT_INTERVAL_MS = 20;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int HEARTBEAT_INTERVAL_MS = 2_000;
    private static final int MAX_REQUEST_BYTES = 2 * 1024 * 1024;
    private static final int ADMIN_REQUEST_TIMEOUT_MS = 5_000;
    private static final int ADMIN_TIMEOUT_MS = 15_000;

    private ClientConfigs() {}

    /** A producer whose records are written once, in order, and acknowledged by all in-sync replicas. */
    public static Map<String, Object> producer(ClusterConfig base) {
        Map<String, Object> config = base.kafkaConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        // Batches of the hot path hold a few records: lz4 takes least time for them, and facts are kept for ever.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A dead letter is a record of the largest size that other topics take, plus headers.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return config;
    }

    /**
     * A producer whose records become visible together with the offsets that they answer.
     *
     * @param transactionalId the same after a restart, so that the successor ends its predecessor's open transaction
     */
    public static Map<String, Object> transactionalProducer(ClusterConfig base, String transactionalId) {
        Map<String, Object> config = producer(base);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // A transaction begun right after a commit is told CONCURRENT_TRANSACTIONS and waits this long; with Kafka's
        // 100 ms a hop takes p50 103 ms, with 2 ms p50 5 ms. It doubles up to Kafka's retry.backoff.max.ms.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, TRANSACTION_RETRY_BACKOFF_MS);
        // A producer that dies in a transaction holds up read_committed readers of its partitions for this long,
        // unless a successor with the same id comes first. Kafka's default is a minute.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        // To wait longer for a commit than the broker keeps the transaction helps nobody, and holds up a stop.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) TRANSACTION_TIMEOUT_MS);
        return config;
    }

    /** A member of a consumer group that reads committed records from the beginning and commits by itself. */
    public static Map<String, Object> consumer(ClusterConfig base, String group) {
        Map<String, Object> config = reader(base);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // The partitions of a process that was killed wait for this; Kafka's default is 45 s.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        // Partitions that stay where they are go on being read through a rebalance.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return config;
    }

    /** A consumer that assigns partitions to itself and keeps no offsets: for views, tools and replays. */
    public static Map<String, Object> reader(ClusterConfig base) {
        Map<String, Object> config = base.kafkaConfig();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A misspelt name must not become a topic.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /**
     * A Kafka Streams app, exactly once.
     *
     * <p>Streams' names are spelt out so that apps without Streams need not carry it; a test compares them with
     * Streams' own.
     *
     * @param applicationId also the group and the prefix of its internal topics and transactional ids
     * @param stateDirectory where its stores lie; may be lost, they are rebuilt from the log
     */
    public static Map<String, Object> streams(ClusterConfig base, String applicationId, Path stateDirectory) {
        Map<String, Object> config = base.kafkaConfig();
        config.put("application.id", applicationId);
        config.put("state.dir", stateDirectory.toString());
        config.put("processing.guarantee", "exactly_once_v2");
        // Results are visible after the commit. Kafka's 100 ms costs p50 111 ms for two hops, 20 ms 26; 10 is worse.
        config.put("commit.interval.ms", COMMIT_INTERVAL_MS);
        // The commit flushes anyway, and Streams' default of 100 ms waits beyond it.
        config.put("producer.linger.ms", 0);
        config.put("producer.retry.backoff.ms", TRANSACTION_RETRY_BACKOFF_MS);
        config.put("producer.compression.type", "lz4");
        config.put("producer.max.request.size", MAX_REQUEST_BYTES);
        config.put("consumer.session.timeout.ms", SESSION_TIMEOUT_MS);
        config.put("consumer.heartbeat.interval.ms", HEARTBEAT_INTERVAL_MS);
        // A generated name changes with the topology, and the state under the old one is lost (KIP-1111).
        config.put("ensure.explicit.internal.resource.naming", true);
        // Where handlers send what they cannot read or process (KIP-1034); the app chooses the handlers.
        config.put("errors.dead.letter.queue.topic.name", Topics.DEAD_LETTERS.name());
        return config;
    }

    /** An admin client that says within seconds that nobody answers. */
    public static Map<String, Object> admin(ClusterConfig base) {
        Map<String, Object> config = base.kafkaConfig();
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return config;
    }
}
