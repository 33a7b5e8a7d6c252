package io.verdict.topics;

import io.verdict.avro.CompatibilityLevel;

/** Who relies on a topic's schema, and so how far it may change. */
public enum Visibility {
    /** Read by others than us: every version must read every other one. */
    PUBLIC(CompatibilityLevel.FULL_TRANSITIVE),
    /** Read by our apps only: a new reader must read everything ever written. */
    INTERNAL(CompatibilityLevel.BACKWARD_TRANSITIVE);

    private final CompatibilityLevel level;

    Visibility(CompatibilityLevel level) {
        this.level = level;
    }

    /** What a new version of the schema owes to the released ones. */
    public CompatibilityLevel level() {
        return level;
    }

    /** The schema registry's name for the compatibility level. */
    public String compatibility() {
        return level.name();
    }
}
