package io.verdict.connectors.store;

import java.io.IOException;
import java.util.Objects;

/** What went wrong in an object store, in the words of the platform instead of an SDK's or a file system's. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, and so what can be done about it. */
    public enum Kind {
        /** There is no such object, version or bucket. */
        NOT_FOUND,
        /** The bytes are not those that were asked for or announced. */
        HASH_MISMATCH,
        /** The store does not answer or is in trouble; the same call may succeed later. */
        UNAVAILABLE,
        /** The store refuses: rights, a foreign URI, an archived object, a malformed request. */
        DENIED,
        /** There is no room left. */
        FULL;

        /** Whether repeating the call unchanged makes sense. */
        public boolean retryable() {
            return this == UNAVAILABLE;
        }
    }

    private final Kind kind;

    /** A failure without an underlying one. */
    public StoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A failure with its cause, which may be null. */
    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** The kind of failure. */
    public Kind kind() {
        return kind;
    }
}
