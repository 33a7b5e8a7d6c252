package io.verdict.connectors.features;

import java.io.Serial;

/** A table says something of an entity that cannot stand beside what else is said; the message says what. */
public final class ContradictionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ContradictionException(String message) {
        super(message);
    }
}
