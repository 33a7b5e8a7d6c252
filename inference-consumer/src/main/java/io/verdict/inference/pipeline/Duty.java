package io.verdict.inference.pipeline;

/** What a record is read for. */
public enum Duty {
    /** A photo, to be decided on by champion or canary, and measured. */
    DECIDE,
    /** A photo, to be seen by shadows, whenever there is room. */
    SHADOW,
    /** A request about a row or a text, to be answered by champion or canary. */
    PREDICT,
    /** The same request, to be seen by shadows, whenever there is room. */
    PREDICT_SHADOW;

    /** Whether nobody waits for what comes of it. */
    public boolean isOfShadows() {
        return switch (this) {
            case DECIDE, PREDICT -> false;
            case SHADOW, PREDICT_SHADOW -> true;
        };
    }
}
