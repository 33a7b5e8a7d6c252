package io.verdict.topics.plan;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import io.verdict.topics.acl.Acls;
import io.verdict.topics.plan.Finding.Severity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has to be done so that a cluster is as the catalog says, and what differs beyond that; pure and immutable.
 *
 * <p>A plan never deletes a topic, a record, a schema or an access rule, and never takes partitions or copies away.
 *
 * @param changes in the order in which they are to be done
 * @param findings what no plan changes by itself
 */
public record TopicPlan(List<Change> changes, List<Finding> findings) {

    public TopicPlan {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** Compares the catalog with the cluster. */
    public static TopicPlan of(List<CatalogEntry> catalog, ClusterState state, PlanOptions options) {
        Stream<TopicPlan> topics = catalog.stream().map(entry -> TopicDiff.of(entry, state, options));
        Stream<TopicPlan> subjects = avroTopics(catalog).map(topic -> SubjectDiff.of(topic, state));
        Stream<TopicPlan> access = state.acls().stream()
                .filter(acls -> options.acls())
                .map(acls -> AccessDiff.of(catalog, Acls.all(catalog), acls));
        Stream<TopicPlan> unknown = Stream.of(new TopicPlan(List.of(), unknownTopics(catalog, state)));
        return Stream.of(topics, subjects, access, unknown)
                .flatMap(plans -> plans)
                .reduce(new TopicPlan(List.of(), List.of()), TopicPlan::and);
    }

    /** Whether there is nothing to do; there may be findings. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether the catalog asks for something that is not done because it would do damage. */
    public boolean hasRefusals() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.REFUSED);
    }

    /** The changes of one kind, in order. */
    <C extends Change> List<C> changesOf(Class<C> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static Stream<Topic<?>> avroTopics(List<CatalogEntry> catalog) {
        return catalog.stream().filter(Topic.class::isInstance).map(entry -> (Topic<?>) entry);
    }

    private TopicPlan and(TopicPlan other) {
        return new TopicPlan(
                Stream.concat(changes.stream(), other.changes.stream()).toList(),
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    private static List<Finding> unknownTopics(List<CatalogEntry> catalog, ClusterState state) {
        Set<String> unknown = new TreeSet<>(state.topics().keySet());
        catalog.forEach(entry -> unknown.remove(entry.name()));
        return unknown.stream()
                .filter(name -> !name.startsWith("__") && !isInternalToAnApp(name))
                .<Finding>map(Finding.UnknownTopic::new)
                .toList();
    }

    private static boolean isInternalToAnApp(String topic) {
        return (topic.endsWith("-changelog") || topic.endsWith("-repartition"))
                && Stream.of(Role.values())
                        .filter(Role::isStreamsApp)
                        .anyMatch(role -> topic.startsWith(role.clientPrefix() + "-"));
    }
}
