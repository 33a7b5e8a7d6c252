package io.verdict.launcher.access;

/** Passwords that cannot be made, kept or read, in a sentence that says what to do. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
