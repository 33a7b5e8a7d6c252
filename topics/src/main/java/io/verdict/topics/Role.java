package io.verdict.topics;

/** Who may touch a topic (SEC-1): people, and the service identity of each app. */
public enum Role {
    /** Uploads photos. */
    PRODUCER,
    /** Reads data, logs runs, proposes versions. */
    DATA_SCIENTIST,
    /** Approves, rolls out, releases from quarantine. */
    ML_ENGINEER,
    /** The pricing system downstream. */
    PRICING_SYSTEM,
    /** Reads everything, writes nothing. */
    AUDITOR,
    /** The Streams app that accepts or quarantines photos. */
    CURATION_APP,
    /** The Streams app that keeps the catalog views. */
    CATALOG_APP,
    /** The Streams app that turns detections into price adjustments. */
    PRICING_APP,
    /** The GPU/CPU decision maker. */
    INFERENCE_CONSUMER,
    /** The Streams app that owns models; the launcher acts for it until it exists. */
    REGISTRY_APP
}
