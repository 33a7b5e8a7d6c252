package io.verdict.streams.app;

/** An app has ended by itself; the message names it and says why, the cause is what its last thread died of. */
public final class AppEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AppEndedException(String app, Throwable cause) {
        super(
                "The app " + app + " ended by itself" + (cause == null ? "" : ": " + cause.getMessage())
                        + ". Its log says at which record; start it again when that is repaired, nothing is lost.",
                cause);
    }
}
