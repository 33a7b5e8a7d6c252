package io.verdict.topics.plan;

import io.verdict.avro.CompatibilityLevel;
import io.verdict.topics.plan.Change.AddPartitions;
import io.verdict.topics.plan.Change.AlterConfig;
import io.verdict.topics.plan.Change.CreateTopic;
import io.verdict.topics.plan.Change.Grant;
import io.verdict.topics.plan.Change.RegisterSchema;
import io.verdict.topics.plan.Change.SetCompatibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.acl.AclBinding;

/** A cluster that does what it is told, for tests of plans. */
final class FakeCluster {
    private final int brokers;
    private final Map<String, TopicState> topics = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private final Map<String, List<Schema>> schemas = new HashMap<>();
    private final Set<AclBinding> acls = new HashSet<>();

    FakeCluster(int brokers) {
        this.brokers = brokers;
    }

    FakeCluster has(String name, int partitions, int copies, Map<String, String> overrides) {
        Map<String, String> config = new HashMap<>(Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                "604800000",
                "retention.bytes",
                "-1",
                "compression.type",
                "producer"));
        config.putAll(overrides);
        topics.put(name, new TopicState(partitions, copies, config, overrides));
        return this;
    }

    FakeCluster has(String subject, CompatibilityLevel level, Schema... versions) {
        levels.put(subject, level);
        schemas.put(subject, List.of(versions));
        return this;
    }

    FakeCluster has(AclBinding binding) {
        acls.add(binding);
        return this;
    }

    ClusterState state() {
        Map<String, SubjectState> subjects = new HashMap<>();
        Set<String> names = new HashSet<>(levels.keySet());
        names.addAll(schemas.keySet());
        names.forEach(name -> subjects.put(
                name, new SubjectState(Optional.ofNullable(levels.get(name)), schemas.getOrDefault(name, List.of()))));
        return new ClusterState(brokers, topics, subjects, Optional.of(acls));
    }

    void apply(TopicPlan plan) {
        plan.changes().forEach(change -> {
            if (change instanceof CreateTopic create) {
                has(create.target(), create.partitions(), create.replication().factor(), create.config());
            } else if (change instanceof AlterConfig alter) {
                alter(alter);
            } else if (change instanceof AddPartitions add) {
                TopicState old = topics.get(add.target());
                topics.put(
                        add.target(), new TopicState(add.to(), old.replicationFactor(), old.config(), old.overrides()));
            } else if (change instanceof SetCompatibility level) {
                levels.put(level.target(), level.to());
            } else if (change instanceof RegisterSchema register) {
                schemas.merge(register.target(), List.of(register.schema()), (old, more) -> {
                    List<Schema> all = new ArrayList<>(old);
                    all.addAll(more);
                    return all;
                });
            } else if (change instanceof Grant grant) {
                acls.add(grant.binding());
            } else {
                throw new AssertionError(change);
            }
        });
    }

    private void alter(AlterConfig change) {
        TopicState old = topics.get(change.target());
        Map<String, String> overrides = new HashMap<>(old.overrides());
        overrides.put(change.key(), change.to());
        has(change.target(), old.partitions(), old.replicationFactor(), overrides);
    }
}
