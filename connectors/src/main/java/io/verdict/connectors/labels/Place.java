package io.verdict.connectors.labels;

import java.util.Comparator;

/**
 * Where in a file something stands.
 *
 * @param file the file
 * @param line from 1; 0 where it is about the file as a whole
 * @param column from 1, in bytes; 0 where it is about the line as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    static Place of(String file) {
        return new Place(file, 0, 0);
    }

    static Place of(String file, int line) {
        return new Place(file, line, 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
