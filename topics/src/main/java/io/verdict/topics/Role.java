package io.verdict.topics;

import java.util.Locale;

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
    REGISTRY_APP;

    /**
     * The name that it goes by on the cluster, for example {@code curation-app}: its consumer groups, transactional
     * ids and Streams application ids begin with it, and access is granted by it.
     */
    public String identity() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a part of the platform rather than somebody outside. */
    public boolean isApp() {
        return switch (this) {
            case CURATION_APP, CATALOG_APP, PRICING_APP, INFERENCE_CONSUMER, REGISTRY_APP -> true;
            case PRODUCER, DATA_SCIENTIST, ML_ENGINEER, PRICING_SYSTEM, AUDITOR -> false;
        };
    }

    /** Whether it is a Kafka Streams app, which keeps internal topics under its identity. */
    public boolean isStreamsApp() {
        return isApp() && this != INFERENCE_CONSUMER;
    }
}
