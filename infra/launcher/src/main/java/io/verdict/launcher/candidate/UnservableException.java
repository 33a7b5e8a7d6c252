package io.verdict.launcher.candidate;

/** A graph cannot be served as what it is said to be; the message says why. */
public final class UnservableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnservableException(String message) {
        super(message);
    }

    UnservableException(String message, Throwable cause) {
        super(message, cause);
    }
}
