package io.verdict.connectors.features;

import java.io.IOException;
import java.io.Serial;

/** A file of labels that cannot be joined; the message says what is wrong, where, and what to do. */
public final class LabelFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    LabelFormatException(String message) {
        super(message);
    }

    LabelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
