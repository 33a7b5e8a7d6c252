package io.verdict.topics.plan;

import io.verdict.topics.plan.ClusterDescription.TopicLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plans, reports and descriptions as maps, lists, texts and numbers, for any JSON library; names are stable.
 *
 * <p>A value that is unknown is absent.
 */
public final class PlanValues {

    private PlanValues() {}

    /** {@code changes}, {@code findings} and whether something was {@code refused}. */
    public static Map<String, Object> of(TopicPlan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changes", plan.changes().stream().map(PlanValues::of).toList());
        values.put("findings", plan.findings().stream().map(PlanValues::of).toList());
        values.put("refused", plan.hasRefusals());
        return values;
    }

    /** {@code done} and {@code failed}, each failure with its {@code cause}. */
    public static Map<String, Object> of(ApplyReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "done",
                report.outcomes().stream()
                        .filter(Outcome::isDone)
                        .map(outcome -> of(outcome.change()))
                        .toList());
        values.put("failed", report.failures().stream().map(PlanValues::failure).toList());
        return values;
    }

    /** {@code brokers} and {@code topics}. */
    public static Map<String, Object> of(ClusterDescription description) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("brokers", description.brokers());
        values.put("topics", description.topics().stream().map(PlanValues::of).toList());
        return values;
    }

    private static Map<String, Object> of(Change change) {
        return entry(kind(change), change.target(), change.text());
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> values = entry(kind(finding), finding.target(), finding.text());
        values.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        return values;
    }

    private static Map<String, Object> failure(Outcome outcome) {
        Map<String, Object> values = of(outcome.change());
        outcome.failure().ifPresent(cause -> values.put("cause", cause));
        return values;
    }

    private static Map<String, Object> of(TopicLine topic) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", topic.name());
        values.put("standing", topic.standing().name().toLowerCase(Locale.ROOT));
        topic.value().ifPresent(value -> values.put("value", value));
        topic.kept().ifPresent(kept -> values.put("kept", kept));
        values.put("partitions", topic.partitions());
        values.put("copies", topic.copies());
        values.put("offsets", topic.offsets());
        topic.bytes().ifPresent(bytes -> values.put("bytes", bytes));
        values.put("schemaVersions", topic.schemaVersions());
        values.put("differences", List.copyOf(topic.differences()));
        return values;
    }

    private static Map<String, Object> entry(String kind, String target, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", kind);
        values.put("target", target);
        values.put("text", text);
        return values;
    }

    /** {@code CreateTopic} becomes {@code create-topic}. */
    private static String kind(Object value) {
        return value.getClass()
                .getSimpleName()
                .replaceAll("(?<!^)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }
}
