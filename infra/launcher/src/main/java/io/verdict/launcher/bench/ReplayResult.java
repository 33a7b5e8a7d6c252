package io.verdict.launcher.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the replay's benchmark found.
 *
 * @param rows a line per app and length of history
 */
public record ReplayResult(List<Row> rows) implements BenchResult {

    private static final double GOAL = 0.5;

    public ReplayResult {
        rows = List.copyOf(rows);
    }

    /** What was aimed at. */
    @Override
    public List<Goal> goals() {
        return rows.stream()
                .map(row -> Goal.atLeast(
                        "%s, %,d events, as a share of the bare consumer".formatted(row.app(), row.events()),
                        false,
                        GOAL,
                        row.ofBare()))
                .toList();
    }

    /** As Markdown. */
    @Override
    public String text() {
        MarkdownTable table = new MarkdownTable(
                "app",
                "events",
                "rebuilt/s",
                "at least once/s",
                "bare Avro/s",
                "bare bytes/s",
                "of bare Avro",
                "start s",
                "state MiB",
                "B/event");
        for (Row row : rows) {
            table.row(
                    row.app(),
                    String.format(Locale.ROOT, "%,d", row.events()),
                    MarkdownTable.number(row.rebuilt()),
                    MarkdownTable.number(row.atLeastOnce()),
                    MarkdownTable.number(row.bareValues()),
                    MarkdownTable.number(row.bareBytes()),
                    MarkdownTable.number(row.ofBare()),
                    MarkdownTable.number(row.startSeconds()),
                    MarkdownTable.number(row.stateTotal() / 1048576.0),
                    MarkdownTable.number((double) row.stateTotal() / row.events()));
        }
        return """
                Events a second, one Streams thread, exactly once with the platform's settings; without joining the \
                group and opening empty stores ("start"):

                %s
                %s""".formatted(table, Goal.text(goals()));
    }

    /**
     * One app and one length of history.
     *
     * @param app whose views are rebuilt
     * @param views which they are
     * @param events in the topics that it reads
     * @param rebuilt events a second, exactly once
     * @param atLeastOnce events a second, without transactions
     * @param bareValues events a second of a bare consumer that deserialises them
     * @param bareBytes events a second of a bare consumer that takes bytes
     * @param startSeconds to join the group, make internal topics and open empty stores
     * @param stateBytes on the disk, by store
     */
    public record Row(
            String app,
            String views,
            long events,
            double rebuilt,
            double atLeastOnce,
            double bareValues,
            double bareBytes,
            double startSeconds,
            Map<String, Long> stateBytes) {

        /** As a share of the bare consumer that deserialises. */
        double ofBare() {
            return rebuilt / bareValues;
        }

        long stateTotal() {
            return stateBytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
