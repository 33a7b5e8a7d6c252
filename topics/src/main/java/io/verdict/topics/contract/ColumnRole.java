package io.verdict.topics.contract;

/** What a column is for. */
public enum ColumnRole {
    /** What a model learns from. */
    FEATURE,
    /** What a model learns to say: a category. */
    LABEL,
    /** What must not be on two sides of a split, such as a customer. */
    GROUP,
    /** Names the row; no two rows have the same. */
    ID,
    /** When what the row says happened. */
    EVENT_TIME,
    /** When it was known. */
    KNOWN_TIME,
    /** Kept, and used for nothing. */
    NOTE
}
