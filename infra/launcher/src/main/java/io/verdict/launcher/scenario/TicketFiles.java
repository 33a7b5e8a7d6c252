package io.verdict.launcher.scenario;

import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.tabular.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Files with drawn tickets, and what can be wrong with them. Pure. */
final class TicketFiles {

    private static final long SHUFFLE = 7;

    private TicketFiles() {}

    /** Tickets as they should be. */
    static SourceFile good(int rows, long seed) {
        return Tickets.csv(rows, seed);
    }

    /** The same, with so many bad rows at the end: each has a time that is none. */
    static SourceFile withBadRows(int rows, int bad, long seed) {
        StringBuilder text = new StringBuilder(text(good(rows, seed)));
        for (int i = 1; i <= bad; i++) {
            text.append("%d,C%05d,yesterday,\"my parcel has not arrived\",delivery%n".formatted(rows + i, i));
        }
        return file(text.toString().replace("\r\n", "\n"));
    }

    /** Tickets of which each has the topic of another one: whoever learns from them learns nothing. */
    static SourceFile shuffled(int rows, long seed) {
        List<String> lines = new ArrayList<>(text(good(rows, seed)).lines().toList());
        List<String> topics =
                new ArrayList<>(lines.stream().skip(1).map(TicketFiles::topic).toList());
        Collections.shuffle(topics, new Random(seed + SHUFFLE));
        IntStream.range(1, lines.size())
                .forEach(i ->
                        lines.set(i, lines.get(i).substring(0, lines.get(i).lastIndexOf(',') + 1) + topics.get(i - 1)));
        return file(String.join("\n", lines) + "\n");
    }

    /** A file whose end got lost on the way, in the middle of a quoted text. */
    static SourceFile torn(int rows, long seed) {
        String text = text(good(rows, seed));
        return file(text.substring(0, text.lastIndexOf('"')));
    }

    private static String topic(String line) {
        return line.substring(line.lastIndexOf(',') + 1);
    }

    private static String text(SourceFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private static SourceFile file(String text) {
        return new SourceFile("tickets.csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
