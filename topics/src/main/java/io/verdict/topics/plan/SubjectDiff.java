package io.verdict.topics.plan;

import io.verdict.avro.CompatibilityCheck;
import io.verdict.avro.CompatibilityLevel;
import io.verdict.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Compares the schema of one topic, and how far it may change, with the schema registry. */
final class SubjectDiff {

    private SubjectDiff() {}

    static TopicPlan of(Topic<?> topic, ClusterState state) {
        SubjectState actual = state.subjects().getOrDefault(topic.subject(), SubjectState.UNKNOWN);
        CompatibilityLevel wanted = topic.visibility().level();
        List<Change> changes = new ArrayList<>();
        if (!actual.level().equals(Optional.of(wanted))) {
            changes.add(new Change.SetCompatibility(topic.subject(), actual.level(), wanted));
        }
        if (isRegistered(topic.schema(), actual)) {
            return new TopicPlan(changes, List.of());
        }
        List<String> reasons =
                CompatibilityCheck.compare(topic.subject(), wanted, actual.versions(), topic.schema()).stream()
                        .map(violation ->
                                "version " + violation.released() + " at " + violation.path() + ": " + violation.text())
                        .toList();
        if (!reasons.isEmpty()) {
            return new TopicPlan(changes, List.of(new Finding.IncompatibleSchema(topic.subject(), wanted, reasons)));
        }
        changes.add(new Change.RegisterSchema(
                topic.subject(), topic.schema(), actual.versions().size() + 1));
        return new TopicPlan(changes, List.of());
    }

    /** By text, not by {@link Schema#equals}: that ignores documentation, which the registry shows to people. */
    private static boolean isRegistered(Schema schema, SubjectState actual) {
        return actual.versions().stream().anyMatch(version -> version.toString().equals(schema.toString()));
    }
}
