package io.verdict.launcher.scenario;

import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.tabular.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A file of baskets as a shop might deliver it: most rows are as they should be, and some are not, each in one of several
 * ways. Deterministic.
 *
 * @param bad lines of the file that are bad, ascending; the header is line 1
 */
record SilverBaskets(SourceFile file, List<Long> bad) {

    private static final int SPEND = 3;
    private static final int STORE = 8;
    private static final int LABEL = 12;

    /** Ways to be bad, by column and value. */
    private static final List<Fault> FAULTS = List.of(
            new Fault(SPEND, "-12.50"), new Fault(SPEND, "a lot"), new Fault(STORE, "kiosk"), new Fault(LABEL, ""));

    private record Fault(int column, String value) {}

    /** Draws a file with so many bad rows. */
    static SilverBaskets draw(int rows, int spoiled, long seed) {
        List<String> lines = new ArrayList<>(new String(Baskets.csv(rows, seed).bytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Long> bad = new TreeSet<>();
        while (bad.size() < Math.min(spoiled, rows)) {
            bad.add(2L + random.nextInt(rows));
        }
        int turn = 0;
        for (long line : bad) {
            Fault fault = FAULTS.get(turn++ % FAULTS.size());
            String[] values = lines.get((int) line - 1).split(",", -1);
            values[fault.column()] = fault.value();
            lines.set((int) line - 1, String.join(",", Arrays.asList(values)));
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return new SilverBaskets(new SourceFile("baskets.csv", bytes), List.copyOf(bad));
    }

    /** The same file, torn off within a quoted value, as after a broken transfer. */
    SourceFile torn() {
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        String half = text.substring(0, text.indexOf('\n', text.length() / 2) + 1) + "999999,\"C0";
        return new SourceFile("torn.csv", half.getBytes(StandardCharsets.UTF_8));
    }
}
