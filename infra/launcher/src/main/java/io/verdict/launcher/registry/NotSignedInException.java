package io.verdict.launcher.registry;

/** Somebody asks in the name of a person whom they cannot prove to be; the message says what to do. */
public final class NotSignedInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSignedInException(String message) {
        super(message);
    }
}
