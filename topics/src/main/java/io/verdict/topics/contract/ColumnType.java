package io.verdict.topics.contract;

/** What the values of a column are. */
public enum ColumnType {
    /** A decimal number that a float can hold, such as {@code 12.5} or {@code 1e3}. */
    NUMBER,
    /** A whole number of at most 18 digits. */
    INTEGER,
    /** One of the declared words, spelt exactly so. */
    CATEGORY,
    /** Free text of at most {@value Column#LONGEST_TEXT} characters. */
    TEXT,
    /** A moment with its offset from UTC, ISO 8601, such as {@code 2026-05-15T10:30:00Z}. */
    TIMESTAMP,
    /** {@code true} or {@code false}; {@code 1} and {@code 0} are read as such. */
    BOOLEAN;

    /** Whether values have an order that a range can bound. */
    public boolean isNumeric() {
        return this == NUMBER || this == INTEGER;
    }
}
