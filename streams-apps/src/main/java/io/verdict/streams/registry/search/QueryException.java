package io.verdict.streams.registry.search;

import java.io.Serial;

/** A query that means nothing; the message says where, what is wrong, and what would be right. */
public final class QueryException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int column;

    QueryException(int column, String text) {
        super("column " + column + ": " + text);
        this.column = column;
    }

    /** Where, from 1, in characters of the query. */
    public int column() {
        return column;
    }
}
