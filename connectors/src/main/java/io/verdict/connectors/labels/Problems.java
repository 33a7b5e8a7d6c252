package io.verdict.connectors.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file: the first {@value #SHOWN} that were found, and how many there are. For one thread. */
final class Problems {

    static final int SHOWN = 1000;

    private final List<LabelProblem> found = new ArrayList<>();
    private long count;

    void add(Place place, String field, String text) {
        count++;
        if (found.size() < SHOWN) {
            found.add(new LabelProblem(place, field, text));
        }
    }

    long count() {
        return count;
    }

    /** By file, line and column. */
    List<LabelProblem> list() {
        return found.stream().sorted(Comparator.comparing(LabelProblem::place)).toList();
    }
}
