package io.verdict.launcher.bench;

import io.verdict.launcher.bench.LabelsProgram.Did;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the benchmark of labels found.
 *
 * @param plan how it was measured
 * @param rows a line per length of the log
 * @param photoMillis milliseconds of one processor that fetching and decoding a real photo takes
 */
public record LabelsResult(LabelsPlan plan, List<Row> rows, double photoMillis) implements BenchResult {

    /** What ten times the events may take: the hashes of a test split ten times as large, some 150 bytes each. */
    private static final double GROWTH_MIB = 24;

    /** Copies the list. */
    public LabelsResult {
        rows = List.copyOf(rows);
    }

    /**
     * One length of the log, everything in a process with the same small heap.
     *
     * @param events label events on the log
     * @param read a bare consumer that deserialises them
     * @param labels reading them and sorting out which labels hold
     * @param first publishing a version
     * @param second publishing it again, slowed down by looks at the heap
     */
    public record Row(int events, Did read, Did labels, Did first, Did second) {

        /** Reading and sorting, as a share of the bare consumer's rate. */
        double labelsOfBare() {
            return read.seconds() / labels.seconds();
        }

        /** Publishing, as a share of the bare consumer's rate. */
        double publishedOfBare() {
            return read.seconds() / first.seconds();
        }

        boolean isRepeatable() {
            return first.version().equals(second.version());
        }
    }

    /** What was promised. */
    @Override
    public List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        Row shortest = rows.get(0);
        for (Row row : rows) {
            goals.add(new Goal(
                    "%,d events: published twice, the same version".formatted(row.events()),
                    true,
                    row.isRepeatable(),
                    row.first().version().substring(0, 12)
                            + (row.isRepeatable() ? " = " : " ≠ ")
                            + row.second().version().substring(0, 12)));
            if (row != shortest) {
                goals.add(Goal.below(
                        "live heap of %,d events beyond that of %,d".formatted(row.events(), shortest.events()),
                        true,
                        GROWTH_MIB,
                        row.second().liveMib() - shortest.second().liveMib(),
                        " MiB"));
            }
        }
        return goals;
    }

    /** As Markdown. */
    @Override
    public String text() {
        MarkdownTable table = new MarkdownTable(
                "what", "events", "photos", "s", "events/s", "of bare", "live heap MiB", "manifest MiB");
        for (Row row : rows) {
            line(table, "bare consumer, Avro", row, row.read(), 1);
            line(table, "labels that hold, sorted", row, row.labels(), row.labelsOfBare());
            line(table, "publication", row, row.first(), row.publishedOfBare());
            line(
                    table,
                    "again, looking at the heap",
                    row,
                    row.second(),
                    row.read().seconds() / row.second().seconds());
        }
        return """
                Each in a process of its own with -Xmx%dm. "Live heap" is the most that was left when all garbage was \
                collected, twice a second. Photos are 9 × 8 pixels, drawn when they are asked for; fetching and decoding a photo of \
                1600 × 1200 pixels takes %s ms of one processor besides.

                %s
                %s""".formatted(plan.heapMib(), MarkdownTable.number(photoMillis), table, Goal.text(goals()));
    }

    private static void line(MarkdownTable table, String what, Row row, Did did, double ofBare) {
        boolean isRead = did == row.read();
        table.row(
                what,
                String.format(Locale.ROOT, "%,d", row.events()),
                isRead ? "" : String.format(Locale.ROOT, "%,d", did.count()),
                MarkdownTable.number(did.seconds()),
                MarkdownTable.number(row.events() / did.seconds()),
                MarkdownTable.number(ofBare),
                did.liveMib() > 0 ? MarkdownTable.number(did.liveMib()) : "",
                did.version().isEmpty() ? "" : MarkdownTable.number(did.manifestBytes() / 1048576.0));
    }
}
