package io.verdict.topics.contract;

/** What one value of a row turned out to be. */
public sealed interface Cell {

    /** A value in its one canonical spelling. */
    record Value(String text) implements Cell {}

    /** Nothing, where nothing may be. */
    record Missing() implements Cell {}

    /** Something that cannot be used, and why. */
    record Wrong(String reason) implements Cell {}
}
