package io.verdict.topics.plan;

import io.verdict.topics.CatalogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares one topic of the catalog with the cluster. */
final class TopicDiff {
    private final CatalogEntry entry;
    private final Replication target;
    private final List<Change> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private TopicDiff(CatalogEntry entry, Replication target) {
        this.entry = entry;
        this.target = target;
    }

    static TopicPlan of(CatalogEntry entry, ClusterState state, PlanOptions options) {
        TopicDiff diff = new TopicDiff(entry, Replication.forBrokers(state.brokers()));
        Optional.ofNullable(state.topics().get(entry.name()))
                .ifPresentOrElse(actual -> diff.compare(actual, options), diff::create);
        return new TopicPlan(diff.changes, diff.findings);
    }

    private void create() {
        changes.add(new Change.CreateTopic(entry.name(), entry.partitions(), target, wantedConfig(target)));
    }

    private void compare(TopicState actual, PlanOptions options) {
        comparePartitions(actual.partitions(), options);
        if (actual.replicationFactor() < target.factor()) {
            findings.add(new Finding.FewerCopies(entry.name(), actual.replicationFactor(), target.factor()));
        }
        compareConfig(actual);
    }

    private void comparePartitions(int actual, PlanOptions options) {
        int wanted = entry.partitions();
        if (actual > wanted) {
            findings.add(new Finding.MorePartitions(entry.name(), actual, wanted));
        } else if (actual < wanted) {
            if (options.addPartitions()) {
                changes.add(new Change.AddPartitions(entry.name(), actual, wanted));
            } else {
                findings.add(new Finding.FewerPartitions(entry.name(), actual, wanted));
            }
        }
    }

    private void compareConfig(TopicState actual) {
        Map<String, String> wanted = wantedConfig(target.onTopicWith(actual.replicationFactor()));
        new TreeMap<>(wanted).forEach((key, to) -> {
            Optional<String> from = Optional.ofNullable(actual.config().get(key));
            if (from.equals(Optional.of(to))) {
                return;
            }
            if (DeletingConfig.deletes(key, actual.config(), wanted)) {
                findings.add(new Finding.WouldDelete(entry.name(), key, from.orElse("unset"), to));
            } else {
                changes.add(new Change.AlterConfig(entry.name(), key, from, to));
            }
        });
        new TreeMap<>(actual.overrides()).forEach((key, value) -> {
            if (!wanted.containsKey(key)) {
                findings.add(new Finding.UnexpectedConfig(entry.name(), key, value));
            }
        });
    }

    private Map<String, String> wantedConfig(Replication replication) {
        Map<String, String> config = new HashMap<>(entry.storage().config());
        config.put(Replication.MIN_INSYNC_KEY, Integer.toString(replication.minInsync()));
        return config;
    }
}
