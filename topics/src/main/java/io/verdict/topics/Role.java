package io.verdict.topics;

import java.util.Locale;

/** Who may touch a topic (SEC-1): people, and the service identity of each app. */
public enum Role {
    /** Uploads photos, and publishes features of what the platform does not measure itself. */
    PRODUCER,
    /** Reads data, logs runs, proposes versions. */
    DATA_SCIENTIST,
    /** Approves, rolls out, releases from quarantine. */
    ML_ENGINEER,
    /** The pricing system downstream. */
    PRICING_SYSTEM,
    /** Reads everything, writes nothing. */
    AUDITOR,
    /** Says who people are: their roles, and the keys that they sign with. */
    IDENTITY_ADMIN,
    /** Raises and clears alarms: monitoring outside of the platform, or whoever acts for it. */
    MONITOR,
    /** The Streams app that accepts or quarantines photos. */
    CURATION_APP,
    /** The Streams app that keeps the catalog views. */
    CATALOG_APP,
    /** The Streams app that turns detections into price adjustments. */
    PRICING_APP,
    /** The GPU/CPU decision maker. */
    INFERENCE_CONSUMER,
    /** The Streams app that owns models. */
    REGISTRY_APP,
    /** The Streams app that watches how the versions of rollouts fare. */
    ROLLOUT_APP,
    /** Takes requests for training runs and makes the runs. */
    TRAINER,
    /** The one way for commands into the registry: it knows who asks, and nobody else writes them. */
    REGISTRY_GATEWAY,
    /** Builds dataset versions from approved labels or files, and withdraws them. */
    DATASET_BUILDER,
    /** The Streams app that owns labels and the labelling queue. */
    LABELS_APP,
    /** The Streams app that asks for training runs. */
    TRIGGERS_APP,
    /** The one way for commands about labels: it knows who asks, and nobody else writes them. */
    LABEL_GATEWAY,
    /** The one way for questions to tabular and text models; it waits for the answers. */
    PREDICTION_GATEWAY;

    /** The name that it signs in to the cluster with, for example {@code curation-app}. */
    public String identity() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What its consumer groups and transactional ids begin with; a Streams app's application id, too. Access to them is
     * granted by it.
     */
    public String clientPrefix() {
        return switch (this) {
            case CURATION_APP, CATALOG_APP, PRICING_APP, REGISTRY_APP, ROLLOUT_APP, LABELS_APP, TRIGGERS_APP ->
                "verdict-" + withoutKind();
            case INFERENCE_CONSUMER -> withoutKind();
            case PRODUCER,
                    DATA_SCIENTIST,
                    ML_ENGINEER,
                    PRICING_SYSTEM,
                    AUDITOR,
                    IDENTITY_ADMIN,
                    MONITOR,
                    TRAINER,
                    REGISTRY_GATEWAY,
                    DATASET_BUILDER,
                    LABEL_GATEWAY,
                    PREDICTION_GATEWAY -> identity();
        };
    }

    private String withoutKind() {
        return identity().substring(0, identity().indexOf('-'));
    }

    /** Whether it is a part of the platform rather than somebody outside. */
    public boolean isApp() {
        return switch (this) {
            case CURATION_APP,
                    CATALOG_APP,
                    PRICING_APP,
                    INFERENCE_CONSUMER,
                    REGISTRY_APP,
                    ROLLOUT_APP,
                    TRAINER,
                    REGISTRY_GATEWAY,
                    DATASET_BUILDER,
                    LABELS_APP,
                    TRIGGERS_APP,
                    LABEL_GATEWAY,
                    PREDICTION_GATEWAY -> true;
            case PRODUCER, DATA_SCIENTIST, ML_ENGINEER, PRICING_SYSTEM, AUDITOR, IDENTITY_ADMIN, MONITOR -> false;
        };
    }

    /** Whether it is a Kafka Streams app, which keeps internal topics named after its application id. */
    public boolean isStreamsApp() {
        return switch (this) {
            case CURATION_APP, CATALOG_APP, PRICING_APP, REGISTRY_APP, ROLLOUT_APP, LABELS_APP, TRIGGERS_APP -> true;
            case PRODUCER,
                    DATA_SCIENTIST,
                    ML_ENGINEER,
                    PRICING_SYSTEM,
                    AUDITOR,
                    IDENTITY_ADMIN,
                    MONITOR,
                    INFERENCE_CONSUMER,
                    TRAINER,
                    REGISTRY_GATEWAY,
                    DATASET_BUILDER,
                    LABEL_GATEWAY,
                    PREDICTION_GATEWAY -> false;
        };
    }
}
