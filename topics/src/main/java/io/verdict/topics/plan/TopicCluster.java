package io.verdict.topics.plan;

import io.verdict.avro.SchemaRegistry;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * A cluster and its schema registry, seen with the topic catalog in hand: plan, apply, describe.
 *
 * <p>Methods throw {@link ClusterException} within about the given time when the brokers or the registry do not answer,
 * or refuse. Safe for use by many threads. Owns its connections until it is closed.
 */
public final class TopicCluster implements AutoCloseable {
    private static final int LONGEST_REQUEST_MS = 5_000;
    private static final int REGISTRY_RETRIES = 2;

    private final Admin admin;
    private final ClusterReader reader;
    private final SchemaRegistry registry;
    private final Waiting waiting;
    private final Failures failures;
    private final List<CatalogEntry> catalog;

    private TopicCluster(
            Admin admin, SchemaRegistry registry, Waiting waiting, Failures failures, List<CatalogEntry> catalog) {
        this.admin = admin;
        this.registry = registry;
        this.waiting = waiting;
        this.failures = failures;
        this.catalog = List.copyOf(catalog);
        this.reader = new ClusterReader(admin, registry, waiting);
    }

    /**
     * Opens connections; nothing is sent yet.
     *
     * @param timeout how long to wait for each answer
     * @throws ClusterException when the settings cannot be used, for example an unknown host
     */
    public static TopicCluster open(ClusterConfig config, Duration timeout) {
        return open(config, timeout, Topics.catalog());
    }

    /** The same for another catalog. */
    static TopicCluster open(ClusterConfig config, Duration timeout, List<CatalogEntry> catalog) {
        Failures failures = new Failures(config);
        try {
            SchemaRegistry registry = SchemaRegistry.from(registryConfig(config, timeout));
            Admin admin = Admin.create(adminConfig(config, timeout));
            // The client gives up by itself; ours is for a client that hangs.
            Waiting waiting = new Waiting(timeout.plusSeconds(2), failures);
            return new TopicCluster(admin, registry, waiting, failures, catalog);
        } catch (ConfigException e) {
            throw failures.whileDoing("reach the schema registry", e);
        } catch (KafkaException e) {
            throw failures.whileDoing("reach the brokers at " + config.bootstrap(), e);
        }
    }

    /** What has to be done so that the cluster is as the catalog says. */
    public TopicPlan plan(PlanOptions options) {
        return TopicPlan.of(catalog, reader.read(catalog, options), options);
    }

    /** Does what a plan says; what cannot be done is in the report, with its cause. */
    public ApplyReport apply(TopicPlan plan) {
        return new TopicApply(admin, registry, waiting, failures).apply(plan);
    }

    /** The catalog's topics, and the others, as the cluster has them now. */
    public ClusterDescription describe() {
        ClusterState state = reader.read(catalog, PlanOptions.SAFE);
        return TopicDescribe.of(catalog, state, new LogReader(admin, waiting).read(state.topics()));
    }

    /** Closes the connections without waiting for answers. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static Map<String, Object> adminConfig(ClusterConfig config, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> admin = ClientConfigs.admin(config);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, LONGEST_REQUEST_MS));
        return admin;
    }

    private static Map<String, String> registryConfig(ClusterConfig config, Duration timeout) {
        Map<String, String> registry = new HashMap<>(config.serdeConfig());
        String share = Long.toString(timeout.toMillis() / (REGISTRY_RETRIES + 1));
        registry.putIfAbsent("schema.registry.max.retries", Integer.toString(REGISTRY_RETRIES));
        registry.putIfAbsent("schema.registry.http.connect.timeout.ms", share);
        registry.putIfAbsent("schema.registry.http.read.timeout.ms", share);
        return registry;
    }
}
