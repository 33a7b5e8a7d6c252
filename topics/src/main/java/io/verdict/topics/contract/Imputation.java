package io.verdict.topics.contract;

/** What stands in for a missing value; learnt from the rows that train, never from those that judge. */
public enum Imputation {
    /** The middle value, the lower one of two; numbers only. */
    MEDIAN,
    /** The mean; numbers only. */
    MEAN,
    /** The value seen most often, the first declared or smallest one of equals. */
    MOST_FREQUENT,
    /** The declared {@code imputeValue}. */
    CONSTANT
}
