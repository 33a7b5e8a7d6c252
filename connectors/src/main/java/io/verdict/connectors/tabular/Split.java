package io.verdict.connectors.tabular;

/** The part of a table that a row belongs to. */
public enum Split {
    /** Rows to learn from. */
    TRAIN,
    /** Rows to choose settings by. */
    VALIDATION,
    /** Rows that are used for nothing but the final numbers. */
    TEST
}
