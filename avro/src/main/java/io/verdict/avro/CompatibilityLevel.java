package io.verdict.avro;

/** What a new version of a schema owes to the released ones, by the names that schema registries use. */
public enum CompatibilityLevel {
    /** Nothing. */
    NONE,
    /** Readers of the new schema read the latest released one. */
    BACKWARD,
    /** Readers of the new schema read every released one. */
    BACKWARD_TRANSITIVE,
    /** Readers of the latest released schema read the new one. */
    FORWARD,
    /** Readers of every released schema read the new one. */
    FORWARD_TRANSITIVE,
    /** Both ways with the latest released schema. */
    FULL,
    /** Both ways with every released schema. */
    FULL_TRANSITIVE;

    /** Whether readers of the new schema must read what released ones wrote. */
    public boolean backward() {
        return this == BACKWARD || this == BACKWARD_TRANSITIVE || this == FULL || this == FULL_TRANSITIVE;
    }

    /** Whether readers of released schemas must read what the new one writes. */
    public boolean forward() {
        return this == FORWARD || this == FORWARD_TRANSITIVE || this == FULL || this == FULL_TRANSITIVE;
    }

    /** Whether it holds against every released version, not only the latest. */
    public boolean transitive() {
        return this == BACKWARD_TRANSITIVE || this == FORWARD_TRANSITIVE || this == FULL_TRANSITIVE;
    }
}
