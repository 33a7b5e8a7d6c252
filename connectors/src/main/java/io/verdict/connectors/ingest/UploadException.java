package io.verdict.connectors.ingest;

import java.util.Objects;

/** An upload, or the opening of a producer, that failed; what was not acknowledged can be published again. */
public final class UploadException extends Exception {

    private static final long serialVersionUID = 1L;

    // Exceptions are serialisable by decree; this one is never serialised.
    private final transient UploadFailure failure;

    /** A failure with its cause, which may be null. */
    public UploadException(UploadFailure.Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.failure = new UploadFailure(Objects.requireNonNull(reason, "reason"), message);
    }

    /** What went wrong. */
    public UploadFailure failure() {
        return failure;
    }
}
