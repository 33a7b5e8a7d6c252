package io.verdict.streams.app;

import java.io.Serial;

/** A record that can be read and makes no sense; it goes to the dead letters, and the app goes on. */
public final class UnusableRecordException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what was wrong with the record and what to do. */
    public UnusableRecordException(String message) {
        super(message);
    }
}
