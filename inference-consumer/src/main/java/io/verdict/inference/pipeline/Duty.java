package io.verdict.inference.pipeline;

/** What a photo is read for. */
public enum Duty {
    /** To be decided on by champion or canary, and measured. */
    DECIDE,
    /** To be seen by shadows, whenever there is room. */
    SHADOW,
    /** To be answered: requests about rows and texts, not photos. */
    PREDICT
}
