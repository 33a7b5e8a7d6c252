package io.verdict.launcher.demo;

import io.verdict.launcher.flow.FlowSummary;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the board as text of a fixed width; pure. */
final class BoardText {

    private static final String ROW = "%-8s  %-14s  %-12s  %-32s  %14s  %7s";
    private static final int ID_TAIL = 12;
    private static final int WIDTH = 100;

    private final DateTimeFormatter clock;

    BoardText(ZoneId zone) {
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** The whole board, a line each. */
    List<String> lines(FlowSummary flow, List<BoardRow> rows, Duration running) {
        List<String> lines = new ArrayList<>();
        lines.add("Verdict · from upload to price · running %d:%02d"
                .formatted(running.toMinutes(), running.toSecondsPart()));
        lines.add("");
        lines.addAll(counts(flow));
        lines.add(String.format(
                Locale.ROOT,
                "upload → decision   p50 %.0f ms   p95 %.0f ms   p99 %.0f ms   under way %d   duplicates %d",
                flow.p50Millis(),
                flow.p95Millis(),
                flow.p99Millis(),
                flow.missing(),
                flow.duplicates()));
        lines.add("");
        lines.add(header());
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** Every topic with its records, in the catalog's order, a few to a line. */
    private static List<String> counts(FlowSummary flow) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Topic<?> topic : Topics.all()) {
            String count = topic.name() + " " + flow.records().getOrDefault(topic.name(), 0L);
            if (line.length() + count.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(count).append("   ");
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    String header() {
        return ROW.formatted("time", "listing", "photo", "decision", "price", "ms");
    }

    String line(BoardRow row) {
        return ROW.formatted(
                clock.format(row.at()),
                row.listing(),
                row.imageId().substring(Math.max(0, row.imageId().length() - ID_TAIL)),
                row.outcome(),
                row.price(),
                row.millis() < 0 ? "" : Long.toString(row.millis()));
    }
}
