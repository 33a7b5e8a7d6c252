package io.verdict.connectors.tabular;

import java.util.Arrays;
import java.util.Optional;

/** The part of a table that a row belongs to. */
public enum Split {
    /** Rows to learn from. */
    TRAIN("train"),
    /** Rows to choose settings by. */
    VALIDATION("val"),
    /** Rows that are used for nothing but the final numbers. */
    TEST("test");

    private final String published;

    Split(String published) {
        this.published = published;
    }

    /** Its name in a dataset version. */
    public String published() {
        return published;
    }

    /** The part with that name in a dataset version. */
    public static Optional<Split> published(String name) {
        return Arrays.stream(values())
                .filter(split -> split.published.equals(name))
                .findFirst();
    }
}
