package io.verdict.launcher.platform;

/** A part of the platform did not start or stop; the message says which, and what to do. */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
