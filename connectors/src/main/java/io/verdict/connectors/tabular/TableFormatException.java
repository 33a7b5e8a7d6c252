package io.verdict.connectors.tabular;

import java.io.IOException;
import java.io.Serial;

/** A file or set of files that no table can be built of; the message says what is wrong, where, and what to do. */
public final class TableFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public TableFormatException(String message) {
        super(message);
    }

    TableFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
