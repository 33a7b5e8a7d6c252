package io.verdict.topics;

import static io.verdict.topics.Access.writtenBy;
import static io.verdict.topics.Role.CATALOG_APP;
import static io.verdict.topics.Role.CURATION_APP;
import static io.verdict.topics.Role.DATASET_BUILDER;
import static io.verdict.topics.Role.DATA_SCIENTIST;
import static io.verdict.topics.Role.IDENTITY_ADMIN;
import static io.verdict.topics.Role.INFERENCE_CONSUMER;
import static io.verdict.topics.Role.LABELS_APP;
import static io.verdict.topics.Role.LABEL_GATEWAY;
import static io.verdict.topics.Role.ML_ENGINEER;
import static io.verdict.topics.Role.MONITOR;
import static io.verdict.topics.Role.PREDICTION_GATEWAY;
import static io.verdict.topics.Role.PRICING_APP;
import static io.verdict.topics.Role.PRICING_SYSTEM;
import static io.verdict.topics.Role.PRODUCER;
import static io.verdict.topics.Role.REGISTRY_APP;
import static io.verdict.topics.Role.REGISTRY_GATEWAY;
import static io.verdict.topics.Role.ROLLOUT_APP;
import static io.verdict.topics.Role.TRAINER;
import static io.verdict.topics.Role.TRIGGERS_APP;
import static io.verdict.topics.Storage.compacted;
import static io.verdict.topics.Storage.forDays;
import static io.verdict.topics.Storage.forEver;
import static io.verdict.topics.Visibility.INTERNAL;
import static io.verdict.topics.Visibility.PUBLIC;

import io.verdict.events.AlarmEvent;
import io.verdict.events.CuratedImage;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FeatureValues;
import io.verdict.events.HealthMeasured;
import io.verdict.events.IdentityEvent;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageLabels;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelEvent;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionRequested;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QueuedImage;
import io.verdict.events.RawImage;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.events.ReleaseImage;
import io.verdict.events.RunEvent;
import io.verdict.events.ServingPlan;
import io.verdict.events.TrainingCommand;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingTick;
import java.util.List;
import java.util.stream.Stream;

/** The topic catalog, in the order of a photo's way from upload to price. */
public final class Topics {

    private static final String LISTING = "listing id";
    private static final String IMAGE = "image id";
    private static final String MODEL = "model name";
    private static final String ENTITY = "entity";

    public static final Topic<ImageUploaded> IMAGE_UPLOADS = new Topic<>(
            "image-uploads",
            LISTING,
            ImageUploaded.class,
            forEver(4),
            writtenBy(PRODUCER).readBy(CURATION_APP, CATALOG_APP, DATA_SCIENTIST),
            PUBLIC,
            "Photos that were uploaded, as the ingest edge measured them.");

    public static final Topic<ReleaseImage> CURATION_COMMANDS = new Topic<>(
            "curation-commands",
            LISTING,
            ReleaseImage.class,
            forEver(4),
            writtenBy(ML_ENGINEER).readBy(CURATION_APP),
            INTERNAL,
            "People's requests to release a photo from quarantine.");

    public static final Topic<ImageAccepted> IMAGES = new Topic<>(
            "images",
            LISTING,
            ImageAccepted.class,
            forEver(4),
            writtenBy(CURATION_APP).readBy(INFERENCE_CONSUMER, CATALOG_APP, LABELS_APP, DATA_SCIENTIST),
            PUBLIC,
            "Photos that passed curation; models decide on these.");

    public static final Topic<QuarantineEvent> QUARANTINE = new Topic<>(
            "quarantine",
            LISTING,
            QuarantineEvent.class,
            forEver(4),
            writtenBy(CURATION_APP).readBy(CURATION_APP, CATALOG_APP, PRODUCER, ML_ENGINEER, DATA_SCIENTIST),
            INTERNAL,
            "Photos that failed curation and why, and what became of them.");

    public static final Topic<IdentityEvent> IDENTITIES = new Topic<>(
            "identities",
            "person",
            IdentityEvent.class,
            forEver(1),
            writtenBy(IDENTITY_ADMIN).readBy(IDENTITY_ADMIN, REGISTRY_APP, REGISTRY_GATEWAY, LABEL_GATEWAY),
            INTERNAL,
            "What people are and which keys they sign with; its writer can neither ask the registry nor answer for it.");

    public static final Topic<TrainingRequest> TRAINING_REQUESTS = new Topic<>(
            "training-requests",
            MODEL,
            TrainingRequest.class,
            forEver(1),
            writtenBy(TRIGGERS_APP).readBy(TRAINER, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "Runs that new data, a schedule or a person has led to, each with its causes; trainers make them.");

    public static final Topic<TrainingCommand> TRAINING_COMMANDS = new Topic<>(
            "training-commands",
            MODEL,
            TrainingCommand.class,
            forEver(1),
            writtenBy(TRAINER).readBy(TRAINER, TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "What people ask about training: a run by the model's rules, a run that they make themselves, a stop.");

    public static final Topic<TrainingTick> TRAINING_TICKS = new Topic<>(
            "training-ticks",
            MODEL,
            TrainingTick.class,
            forEver(1),
            writtenBy(TRIGGERS_APP).readBy(TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "Moments that training rules have waited for, so that what follows can be repeated without a clock.");

    public static final Topic<AlarmEvent> ALARMS = new Topic<>(
            "alarms",
            MODEL,
            AlarmEvent.class,
            forEver(1),
            writtenBy(MONITOR).readBy(MONITOR, TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "What is beyond its threshold about a model, and what is no more; training can be asked for because of it.");

    public static final Topic<RunEvent> RUNS = new Topic<>(
            "runs",
            "run id",
            RunEvent.class,
            forEver(4),
            writtenBy(TRAINER).readBy(TRAINER, TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "What happened in each training run: steps, metrics, checkpoints, artifacts, its end and its cost.");

    public static final Topic<ModelCommand> MODEL_COMMANDS = new Topic<>(
            "model-commands",
            MODEL,
            ModelCommand.class,
            forEver(1),
            writtenBy(REGISTRY_GATEWAY).readBy(REGISTRY_APP),
            INTERNAL,
            "What is asked of the registry, by whom.");

    public static final Topic<ModelEvent> MODELS = new Topic<>(
            "models",
            MODEL,
            ModelEvent.class,
            forEver(1),
            writtenBy(REGISTRY_APP)
                    .readBy(REGISTRY_APP, REGISTRY_GATEWAY, INFERENCE_CONSUMER, TRAINER, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "What happened to each model: declared, registered, evaluated, approved, rolled out; and what was refused.");

    public static final Topic<RegisteredModel> MODELS_VIEW = new Topic<>(
            "models-view",
            MODEL,
            RegisteredModel.class,
            compacted(1),
            writtenBy(REGISTRY_APP).readBy(LABELS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "View `models`: every model with its declaration, aliases, champions and rollout, as its facts make it.");

    public static final Topic<RegisteredVersion> MODEL_VERSIONS_VIEW = new Topic<>(
            "model-versions-view",
            "model name/version",
            RegisteredVersion.class,
            compacted(1),
            writtenBy(REGISTRY_APP).readBy(DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "View `versions`: every version with its evaluation and approval, as its facts make it.");

    public static final Topic<ServingPlan> SERVING = new Topic<>(
            "serving",
            MODEL,
            ServingPlan.class,
            compacted(1),
            writtenBy(REGISTRY_APP).readBy(INFERENCE_CONSUMER, ROLLOUT_APP, LABELS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "Which versions of each model are in service, with their arms, shares and artifacts.");

    public static final Topic<ImageFeatures> IMAGE_FEATURES = new Topic<>(
            "image-features",
            LISTING,
            ImageFeatures.class,
            forEver(4),
            writtenBy(INFERENCE_CONSUMER).readBy(CATALOG_APP, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Brightness, contrast, sharpness and size of each photo, from the decode that the decision used.");

    public static final Topic<FeatureValues> FEATURE_VALUES = new Topic<>(
            "feature-values",
            "entity",
            FeatureValues.class,
            // When something came onto the log is the broker's word, not that of whoever says since when it was known.
            forEver(4).with("message.timestamp.type", "LogAppendTime"),
            writtenBy(PRODUCER).readBy(CATALOG_APP, PRODUCER, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "What is known of customers, vehicles and other entities, by feature group, with when it held and when it was known.");

    public static final Topic<DetectionCompleted> DETECTIONS = new Topic<>(
            "detections",
            LISTING,
            DetectionCompleted.class,
            forEver(4),
            writtenBy(INFERENCE_CONSUMER)
                    .readBy(PRICING_APP, ROLLOUT_APP, LABELS_APP, PRICING_SYSTEM, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Decisions: what the model in service saw on each photo, with everything needed to repeat it.");

    public static final Topic<DetectionCompleted> SHADOW_DETECTIONS = new Topic<>(
            "shadow-detections",
            LISTING,
            DetectionCompleted.class,
            forDays(4, 90),
            writtenBy(INFERENCE_CONSUMER).readBy(ROLLOUT_APP, LABELS_APP, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Decisions of shadow arms; pricing never sees them.");

    public static final Topic<DetectionFailed> DETECTION_FAILURES = new Topic<>(
            "detection-failures",
            LISTING,
            DetectionFailed.class,
            forEver(4),
            writtenBy(INFERENCE_CONSUMER).readBy(PRICING_APP, ROLLOUT_APP, PRICING_SYSTEM, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Photos on which no decision could be made, and why.");

    public static final Topic<PredictionRequested> PREDICTION_REQUESTS = new Topic<>(
            "prediction-requests",
            ENTITY,
            PredictionRequested.class,
            forEver(4),
            writtenBy(PREDICTION_GATEWAY).readBy(INFERENCE_CONSUMER, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "What tabular and text models are asked: a row or a text, and which model.");

    public static final Topic<PredictionCompleted> PREDICTIONS = new Topic<>(
            "predictions",
            ENTITY,
            PredictionCompleted.class,
            forEver(4),
            writtenBy(INFERENCE_CONSUMER).readBy(PREDICTION_GATEWAY, ROLLOUT_APP, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "What the model in service answered, with everything needed to repeat it.");

    public static final Topic<PredictionCompleted> SHADOW_PREDICTIONS = new Topic<>(
            "shadow-predictions",
            ENTITY,
            PredictionCompleted.class,
            forDays(4, 90),
            writtenBy(INFERENCE_CONSUMER).readBy(ROLLOUT_APP, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Answers of shadow arms; whoever asked never sees them.");

    public static final Topic<PredictionFailed> PREDICTION_FAILURES = new Topic<>(
            "prediction-failures",
            ENTITY,
            PredictionFailed.class,
            forEver(4),
            writtenBy(INFERENCE_CONSUMER).readBy(PREDICTION_GATEWAY, ROLLOUT_APP, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "Requests that could not be answered, and why; those that only a shadow could not, with its arm.");

    public static final Topic<HealthMeasured> ROLLOUT_HEALTH = new Topic<>(
            "rollout-health",
            MODEL,
            HealthMeasured.class,
            forEver(1),
            writtenBy(ROLLOUT_APP).readBy(REGISTRY_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "How the version fares that a rollout brings, window by window; the registry promotes or rolls back by it.");

    public static final Topic<PriceAdjusted> PRICE_ADJUSTMENTS = new Topic<>(
            "price-adjustments",
            LISTING,
            PriceAdjusted.class,
            forEver(4),
            writtenBy(PRICING_APP).readBy(CATALOG_APP, PRICING_SYSTEM, DATA_SCIENTIST, ML_ENGINEER),
            PUBLIC,
            "What the photos of a listing do to its price, with itemised reasons.");

    public static final Topic<RawImage> RAW_IMAGES_VIEW = new Topic<>(
            "raw-images-view",
            IMAGE,
            RawImage.class,
            compacted(4),
            writtenBy(CATALOG_APP).readBy(DATA_SCIENTIST, ML_ENGINEER, PRODUCER),
            INTERNAL,
            "View `raw_images`: every photo that was uploaded and where it stands.");

    public static final Topic<CuratedImage> CURATED_IMAGES_VIEW = new Topic<>(
            "curated-images-view",
            IMAGE,
            CuratedImage.class,
            compacted(4),
            writtenBy(CATALOG_APP).readBy(DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "View `curated_images`: every photo that models may see.");

    public static final Topic<DatasetEvent> DATASETS = new Topic<>(
            "datasets",
            "dataset name",
            DatasetEvent.class,
            forEver(1),
            writtenBy(DATASET_BUILDER)
                    .readBy(DATASET_BUILDER, REGISTRY_GATEWAY, TRAINER, TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "Dataset versions: published with their manifest and the test split's Merkle root, and withdrawn.");

    public static final Topic<LabelCommand> LABEL_COMMANDS = new Topic<>(
            "label-commands",
            IMAGE,
            LabelCommand.class,
            forEver(4),
            writtenBy(LABEL_GATEWAY).readBy(LABELS_APP),
            INTERNAL,
            "What is asked about the labels of photos, by whom.");

    public static final Topic<LabelEvent> LABELS = new Topic<>(
            "labels",
            IMAGE,
            LabelEvent.class,
            forEver(4),
            writtenBy(LABELS_APP)
                    .readBy(LABELS_APP, LABEL_GATEWAY, DATASET_BUILDER, TRIGGERS_APP, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "What happened to each photo's labels: queued, submitted, compared, approved, rejected; and what was refused.");

    public static final Topic<ImageLabels> LABELS_VIEW = new Topic<>(
            "labels-view",
            IMAGE,
            ImageLabels.class,
            compacted(4),
            writtenBy(LABELS_APP).readBy(LABEL_GATEWAY, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "View `labels`: every photo's label sets, their agreement and review, as the facts make them.");

    public static final Topic<QueuedImage> LABELLING_QUEUE_VIEW = new Topic<>(
            "labelling-queue-view",
            IMAGE,
            QueuedImage.class,
            compacted(4),
            writtenBy(LABELS_APP).readBy(LABEL_GATEWAY, DATA_SCIENTIST, ML_ENGINEER),
            INTERNAL,
            "View `labelling-queue`: every photo that somebody should look at or did, and why.");

    public static final BytesTopic DEAD_LETTERS = new BytesTopic(
            "dead-letters",
            "as it came",
            // A record of the largest size that other topics take, and the headers that say where it comes from.
            forEver(1).with("max.message.bytes", 2L * 1024 * 1024),
            writtenBy(
                            CURATION_APP,
                            CATALOG_APP,
                            PRICING_APP,
                            INFERENCE_CONSUMER,
                            REGISTRY_APP,
                            ROLLOUT_APP,
                            LABELS_APP,
                            TRIGGERS_APP)
                    .readBy(ML_ENGINEER),
            "Records that no app could read, byte for byte; the headers say where each comes from and why.");

    private Topics() {}

    /** Every topic with an Avro value. */
    public static List<Topic<?>> all() {
        return List.of(
                IMAGE_UPLOADS,
                CURATION_COMMANDS,
                IMAGES,
                QUARANTINE,
                IDENTITIES,
                TRAINING_REQUESTS,
                TRAINING_COMMANDS,
                TRAINING_TICKS,
                ALARMS,
                RUNS,
                MODEL_COMMANDS,
                MODELS,
                MODELS_VIEW,
                MODEL_VERSIONS_VIEW,
                SERVING,
                IMAGE_FEATURES,
                FEATURE_VALUES,
                DETECTIONS,
                SHADOW_DETECTIONS,
                DETECTION_FAILURES,
                PREDICTION_REQUESTS,
                PREDICTIONS,
                SHADOW_PREDICTIONS,
                PREDICTION_FAILURES,
                ROLLOUT_HEALTH,
                PRICE_ADJUSTMENTS,
                RAW_IMAGES_VIEW,
                CURATED_IMAGES_VIEW,
                DATASETS,
                LABEL_COMMANDS,
                LABELS,
                LABELS_VIEW,
                LABELLING_QUEUE_VIEW);
    }

    /** Every topic of the platform. */
    public static List<CatalogEntry> catalog() {
        return Stream.<CatalogEntry>concat(all().stream(), Stream.of(DEAD_LETTERS))
                .toList();
    }
}
