package io.verdict.inference.fetch;

/** Bytes that could not be read. */
public final class ObjectReadException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether another attempt makes sense. */
    public enum Kind {
        /** The store answered that there is no such object. */
        MISSING,
        /** The store did not answer, or would not; later it may. */
        UNAVAILABLE
    }

    private final Kind kind;

    public ObjectReadException(Kind kind, String text, Throwable cause) {
        super(text, cause);
        this.kind = kind;
    }

    public ObjectReadException(Kind kind, String text) {
        this(kind, text, null);
    }

    public Kind kind() {
        return kind;
    }
}
