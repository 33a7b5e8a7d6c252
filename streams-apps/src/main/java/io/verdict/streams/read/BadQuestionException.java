package io.verdict.streams.read;

import java.io.Serial;

/** A question that cannot be answered as it is asked. */
final class BadQuestionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status HTTP status of the answer */
    BadQuestionException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
