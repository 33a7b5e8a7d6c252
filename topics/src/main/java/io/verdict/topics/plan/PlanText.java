package io.verdict.topics.plan;

import io.verdict.topics.plan.Change.AddPartitions;
import io.verdict.topics.plan.Change.AlterConfig;
import io.verdict.topics.plan.Change.SetCompatibility;
import io.verdict.topics.plan.ClusterDescription.TopicLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Plans, reports and descriptions as plain text: {@code +} comes, {@code ~} changes, {@code !} differs, {@code =} holds. */
public final class PlanText {
    private static final String NOTHING_TO_DO = "= nothing to do: the cluster is as the catalog says\n";
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private PlanText() {}

    /** A plan as a diff, findings last. */
    public static String of(TopicPlan plan) {
        Stream<String> changes = plan.changes().stream().map(PlanText::line);
        Stream<String> findings = plan.findings().stream().map(PlanText::line);
        String nothing = plan.isEmpty() ? NOTHING_TO_DO : "";
        return nothing + lines(Stream.concat(changes, findings));
    }

    /** What was done and what was not. */
    public static String of(ApplyReport report) {
        if (report.outcomes().isEmpty()) {
            return NOTHING_TO_DO;
        }
        int failed = report.failures().size();
        int done = report.outcomes().size() - failed;
        Stream<String> outcomes = report.outcomes().stream().map(outcome -> outcome.failure()
                .map(cause -> "! " + outcome.change().target() + "  "
                        + outcome.change().text() + ": failed, " + cause)
                .orElseGet(() -> line(outcome.change())));
        String sum = done + " done" + (failed == 0 ? "" : ", " + failed + " failed");
        return lines(Stream.concat(outcomes, Stream.of(sum)));
    }

    /** Topics as a table, with what differs below. */
    public static String of(ClusterDescription description) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TOPIC", "STANDING", "VALUE", "KEPT", "PARTITIONS", "COPIES", "OFFSETS", "SIZE", "SCHEMAS"));
        description.topics().forEach(topic -> rows.add(row(topic)));
        Stream<String> differences = description.topics().stream().flatMap(topic -> topic.differences().stream()
                .map(difference -> "! " + topic.name() + "  " + difference));
        return lines(Stream.concat(aligned(rows), differences));
    }

    private static List<String> row(TopicLine topic) {
        return List.of(
                topic.name(),
                topic.standing().name().toLowerCase(Locale.ROOT),
                topic.value().orElse("?"),
                topic.kept().orElse("?"),
                Integer.toString(topic.partitions()),
                Integer.toString(topic.copies()),
                Long.toString(topic.offsets()),
                topic.bytes().isPresent() ? size(topic.bytes().getAsLong()) : "?",
                Integer.toString(topic.schemaVersions()));
    }

    private static String line(Change change) {
        boolean alters = change instanceof AlterConfig
                || change instanceof AddPartitions
                || (change instanceof SetCompatibility level && level.from().isPresent());
        return (alters ? "~ " : "+ ") + change.target() + "  " + change.text();
    }

    private static String line(Finding finding) {
        return switch (finding.severity()) {
            case NOTE -> "  " + finding.target() + "  " + finding.text();
            case DRIFT -> "! " + finding.target() + "  " + finding.text();
            case REFUSED -> "! " + finding.target() + "  refused: " + finding.text();
        };
    }

    private static Stream<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            return line.toString().stripTrailing();
        });
    }

    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").reduce("", String::concat);
    }
}
