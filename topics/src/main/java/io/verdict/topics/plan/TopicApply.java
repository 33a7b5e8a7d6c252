package io.verdict.topics.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.verdict.avro.RegistryUnavailableException;
import io.verdict.avro.SchemaRegistry;
import io.verdict.avro.SchemaRegistryException;
import io.verdict.topics.plan.Change.AddPartitions;
import io.verdict.topics.plan.Change.AlterConfig;
import io.verdict.topics.plan.Change.CreateTopic;
import io.verdict.topics.plan.Change.Grant;
import io.verdict.topics.plan.Change.RegisterSchema;
import io.verdict.topics.plan.Change.SetCompatibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Does what a plan says, each change for itself: one that fails does not keep the others from being done.
 *
 * <p>Doing a plan twice is harmless. All calls of a kind are sent together, so that a cluster that does not answer
 * costs one time limit per kind, not per topic.
 */
final class TopicApply {
    private final Admin admin;
    private final SchemaRegistry registry;
    private final Waiting waiting;
    private final Failures failures;
    private final Map<Change, Outcome> outcomes = new HashMap<>();
    private Optional<String> registryGone = Optional.empty();

    TopicApply(Admin admin, SchemaRegistry registry, Waiting waiting, Failures failures) {
        this.admin = admin;
        this.registry = registry;
        this.waiting = waiting;
        this.failures = failures;
    }

    ApplyReport apply(TopicPlan plan) {
        create(plan.changesOf(CreateTopic.class));
        addPartitions(plan.changesOf(AddPartitions.class));
        alter(plan.changesOf(AlterConfig.class));
        // The level first: it holds for the schema too.
        plan.changesOf(SetCompatibility.class)
                .forEach(change -> inRegistry(change, () -> registry.setCompatibility(change.target(), change.to())));
        plan.changesOf(RegisterSchema.class)
                .forEach(change -> inRegistry(change, () -> registry.register(change.target(), change.schema())));
        grant(plan.changesOf(Grant.class));
        return new ApplyReport(plan.changes().stream().map(outcomes::get).toList());
    }

    private void create(List<CreateTopic> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(
                        changes.stream().map(TopicApply::newTopic).toList())
                .values();
        changes.forEach(change -> settle(change, answers.get(change.target())));
    }

    private static NewTopic newTopic(CreateTopic change) {
        short copies = (short) change.replication().factor();
        return new NewTopic(change.target(), change.partitions(), copies).configs(change.config());
    }

    private void addPartitions(List<AddPartitions> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, NewPartitions> wanted =
                changes.stream().collect(toMap(AddPartitions::target, change -> NewPartitions.increaseTo(change.to())));
        Map<String, KafkaFuture<Void>> answers = admin.createPartitions(wanted).values();
        changes.forEach(change -> settle(change, answers.get(change.target())));
    }

    private void alter(List<AlterConfig> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<ConfigResource, Collection<AlterConfigOp>> wanted = new LinkedHashMap<>();
        changes.stream()
                .collect(groupingBy(AlterConfig::target))
                .forEach((topic, keys) -> wanted.put(
                        ClusterReader.resource(topic),
                        keys.stream().map(TopicApply::set).toList()));
        Map<ConfigResource, KafkaFuture<Void>> answers =
                admin.incrementalAlterConfigs(wanted).values();
        changes.forEach(change -> settle(change, answers.get(ClusterReader.resource(change.target()))));
    }

    private static AlterConfigOp set(AlterConfig change) {
        return new AlterConfigOp(new ConfigEntry(change.key(), change.to()), AlterConfigOp.OpType.SET);
    }

    private void grant(List<Grant> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<AclBinding, KafkaFuture<Void>> answers =
                admin.createAcls(changes.stream().map(Grant::binding).toList()).values();
        changes.forEach(change -> settle(change, answers.get(change.binding())));
    }

    private void settle(Change change, KafkaFuture<Void> answer) {
        try {
            waiting.get(answer);
            outcomes.put(change, Outcome.done(change));
        } catch (ExecutionException | TimeoutException e) {
            outcomes.put(change, Outcome.failed(change, failures.cause(e)));
        }
    }

    private void inRegistry(Change change, Runnable call) {
        outcomes.put(
                change, registryGone.map(cause -> Outcome.failed(change, cause)).orElseGet(() -> call(change, call)));
    }

    private Outcome call(Change change, Runnable call) {
        try {
            call.run();
            return Outcome.done(change);
        } catch (RegistryUnavailableException e) {
            // Asking on for every subject would take a time limit each.
            registryGone = Optional.of(failures.cause(e));
            return Outcome.failed(change, failures.cause(e));
        } catch (SchemaRegistryException e) {
            return Outcome.failed(change, failures.cause(e));
        }
    }
}
