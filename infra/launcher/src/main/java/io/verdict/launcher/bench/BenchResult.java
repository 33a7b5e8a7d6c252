package io.verdict.launcher.bench;

import java.util.List;

/** The figures of a benchmark. */
public interface BenchResult {

    /** As Markdown. */
    String text();

    /** What was aimed at, and whether it was reached; empty where nothing is promised. */
    default List<Goal> goals() {
        return List.of();
    }
}
