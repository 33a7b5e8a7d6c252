package io.verdict.topics.settings;

import java.util.Comparator;

/**
 * A place in a text file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
record Mark(int line, int column) implements Comparable<Mark> {

    static final Mark BEGIN = new Mark(1, 1);

    private static final Comparator<Mark> ORDER =
            Comparator.comparingInt(Mark::line).thenComparingInt(Mark::column);

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }

    /** As editors and compilers write it: {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
