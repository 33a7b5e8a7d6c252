package io.verdict.topics.plan;

import io.verdict.topics.BytesTopic;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Topic;
import io.verdict.topics.plan.ClusterDescription.Standing;
import io.verdict.topics.plan.ClusterDescription.TopicLine;
import io.verdict.topics.plan.LogReader.Extent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts what the catalog says of each topic beside what the cluster has; pure. */
final class TopicDescribe {
    private static final Extent NOTHING = new Extent(0, OptionalLong.of(0));

    private TopicDescribe() {}

    static ClusterDescription of(List<CatalogEntry> catalog, ClusterState state, Map<String, Extent> extents) {
        Stream<TopicLine> known = catalog.stream()
                .map(entry -> state.topics().containsKey(entry.name())
                        ? present(entry, state, extents.getOrDefault(entry.name(), NOTHING))
                        : missing(entry, state));
        List<String> names = catalog.stream().map(CatalogEntry::name).toList();
        Stream<TopicLine> others = new TreeSet<>(state.topics().keySet())
                .stream()
                        .filter(name -> !names.contains(name))
                        .map(name -> other(name, state.topics().get(name), extents.getOrDefault(name, NOTHING)));
        return new ClusterDescription(
                state.brokers(), Stream.concat(known, others).toList());
    }

    private static TopicLine present(CatalogEntry entry, ClusterState state, Extent extent) {
        TopicState actual = state.topics().get(entry.name());
        List<String> differences = differences(entry, state);
        return new TopicLine(
                entry.name(),
                differences.isEmpty() ? Standing.OK : Standing.DRIFT,
                Optional.of(value(entry)),
                Optional.of(entry.retention().text()),
                actual.partitions(),
                actual.replicationFactor(),
                extent.offsets(),
                extent.bytes(),
                schemaVersions(entry, state),
                differences);
    }

    private static TopicLine missing(CatalogEntry entry, ClusterState state) {
        return new TopicLine(
                entry.name(),
                Standing.MISSING,
                Optional.of(value(entry)),
                Optional.of(entry.retention().text()),
                0,
                0,
                0,
                OptionalLong.of(0),
                schemaVersions(entry, state),
                List.of("is not on the cluster, or we may not see it; create it with topics apply"));
    }

    private static TopicLine other(String name, TopicState actual, Extent extent) {
        return new TopicLine(
                name,
                Standing.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                actual.partitions(),
                actual.replicationFactor(),
                extent.offsets(),
                extent.bytes(),
                0,
                List.of());
    }

    private static List<String> differences(CatalogEntry entry, ClusterState state) {
        TopicPlan topic = TopicDiff.of(entry, state, PlanOptions.SAFE);
        TopicPlan subject =
                subject(entry).map(avro -> SubjectDiff.of(avro, state)).orElse(new TopicPlan(List.of(), List.of()));
        return Stream.of(topic, subject)
                .flatMap(plan -> Stream.concat(
                        plan.changes().stream().map(Change::text),
                        plan.findings().stream().map(Finding::text)))
                .toList();
    }

    private static int schemaVersions(CatalogEntry entry, ClusterState state) {
        return subject(entry)
                .map(avro -> state.subjects().getOrDefault(avro.subject(), SubjectState.UNKNOWN))
                .map(known -> known.versions().size())
                .orElse(0);
    }

    private static Optional<Topic<?>> subject(CatalogEntry entry) {
        return entry instanceof Topic<?> topic ? Optional.of(topic) : Optional.empty();
    }

    private static String value(CatalogEntry entry) {
        return subject(entry).map(topic -> topic.value().getSimpleName()).orElse(BytesTopic.VALUE);
    }
}
