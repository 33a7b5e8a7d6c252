package io.verdict.topics;

/** Who relies on a topic's schema, and so how far it may change. */
public enum Visibility {
    /** Read by others than us: every version must read every other one. */
    PUBLIC("FULL_TRANSITIVE"),
    /** Read by our apps only: a new reader must read everything ever written. */
    INTERNAL("BACKWARD_TRANSITIVE");

    private final String compatibility;

    Visibility(String compatibility) {
        this.compatibility = compatibility;
    }

    /** The schema registry's name for the compatibility level. */
    public String compatibility() {
        return compatibility;
    }
}
