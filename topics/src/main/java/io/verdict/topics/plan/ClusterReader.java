package io.verdict.topics.plan;

import static java.util.stream.Collectors.toMap;

import io.verdict.avro.RegisteredSchema;
import io.verdict.avro.SchemaRegistry;
import io.verdict.topics.CatalogEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/** Reads what a plan needs to know from a live cluster and its registry. */
final class ClusterReader {
    private final Admin admin;
    private final SchemaRegistry registry;
    private final Waiting waiting;

    ClusterReader(Admin admin, SchemaRegistry registry, Waiting waiting) {
        this.admin = admin;
        this.registry = registry;
        this.waiting = waiting;
    }

    ClusterState read(List<CatalogEntry> catalog, PlanOptions options) {
        int brokers = waiting.await(
                        "ask who is in the cluster", admin.describeCluster().nodes())
                .size();
        Map<String, TopicState> topics = topics();
        Map<String, SubjectState> subjects =
                waiting.registry("read the subjects of the schema registry", () -> subjects(catalog));
        Optional<Set<AclBinding>> acls = options.acls() ? Optional.of(acls()) : Optional.empty();
        return new ClusterState(brokers, topics, subjects, acls);
    }

    Map<String, TopicState> topics() {
        Set<String> names = waiting.await("list the topics", admin.listTopics().names());
        Map<String, TopicDescription> described =
                waiting.await("describe the topics", admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = waiting.await(
                "read the topics' configurations",
                admin.describeConfigs(
                                names.stream().map(ClusterReader::resource).toList())
                        .all());
        Map<String, TopicState> topics = new HashMap<>();
        described.forEach((name, topic) -> topics.put(name, state(topic, configs.get(resource(name)))));
        return topics;
    }

    private static TopicState state(TopicDescription topic, Config config) {
        int copies = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicState(
                topic.partitions().size(),
                copies,
                values(config.entries(), entry -> true),
                values(config.entries(), entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG));
    }

    private static Map<String, String> values(Collection<ConfigEntry> entries, Predicate<ConfigEntry> which) {
        return entries.stream()
                .filter(which)
                .filter(entry -> entry.value() != null)
                .collect(toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private Map<String, SubjectState> subjects(List<CatalogEntry> catalog) {
        Set<String> known = new LinkedHashSet<>(registry.subjects());
        return TopicPlan.avroTopics(catalog)
                .map(topic -> topic.subject())
                .collect(toMap(Function.identity(), subject -> subject(subject, known.contains(subject))));
    }

    private SubjectState subject(String subject, boolean hasVersions) {
        List<org.apache.avro.Schema> versions = hasVersions
                ? registry.versions(subject).stream()
                        .flatMap(version -> registry.version(subject, version).stream())
                        .map(RegisteredSchema::schema)
                        .toList()
                : List.of();
        return new SubjectState(registry.compatibility(subject), versions);
    }

    private Set<AclBinding> acls() {
        return new LinkedHashSet<>(waiting.await(
                "read the access rules",
                admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
