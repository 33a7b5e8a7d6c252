package io.verdict.inference.decide;

import io.verdict.avro.EventIds;
import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.ImageFeatures;
import io.verdict.events.Meta;
import io.verdict.events.Photo;
import io.verdict.events.Timings;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.Postprocessor;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.image.ImageHeader;
import io.verdict.inference.image.Letterbox;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.session.Device;
import io.verdict.inference.session.Inference;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes the events about a photo. Complete by construction: the generated constructors take every field, and every
 * argument here carries its part of the provenance. Safe for use by many threads.
 */
public final class Decisions {
    /** Who decided, as envelopes name it. */
    public static final String ACTOR = "inference-consumer";

    private final Clock clock;
    private final CostRate rate;
    private final Devices devices;

    public Decisions(Clock clock, CostRate rate, Function<ExecutionProvider, Device> devices) {
        this.clock = clock;
        this.rate = rate;
        this.devices = new Devices(devices);
    }

    public DetectionCompleted completed(
            Accepted accepted,
            PlanInService plan,
            ArmInService arm,
            Preprocessed preprocessed,
            Inference.Inferred inferred) {
        Photo photo = accepted.photo();
        ImageHeader header = preprocessed.image().header();
        Timings timings = new Timings(
                preprocessed.fetchMicros(),
                preprocessed.decodeMicros(),
                inferred.queueMicros(),
                inferred.inferenceMicros(),
                inferred.postprocessMicros(),
                inferred.coldStartMicros());
        // Photos of a batch share its time.
        long computing = preprocessed.decodeMicros() + inferred.inferenceMicros() / inferred.batchSize();
        return new DetectionCompleted(
                meta(accepted, name("decision", plan.model(), arm)),
                photo.getImageId(),
                photo.getListingId(),
                photo.getObject(),
                header.uprightWidth(),
                header.uprightHeight(),
                photo.getUploadedAt(),
                arm.identity(),
                arm.arm(),
                plan.rolloutId(),
                detections(inferred),
                arm.thresholds(),
                ImageDecoder.PREPROCESSING_VERSION,
                Postprocessor.POSTPROCESSING_VERSION,
                preprocessed.inputSha256(),
                inferred.outputSha256(),
                devices.runtime(inferred.report()),
                inferred.batchSize(),
                inferred.batchPosition(),
                timings,
                rate.of(computing));
    }

    /** A failure before it came to a model. */
    public DetectionFailed failed(Accepted accepted, FailureReason reason, String text) {
        Photo photo = accepted.photo();
        return new DetectionFailed(
                meta(accepted, "failure"),
                photo.getImageId(),
                photo.getListingId(),
                photo.getObject(),
                null,
                null,
                Arm.UNKNOWN,
                reason,
                text,
                null);
    }

    /** A failure of one version. */
    public DetectionFailed failed(
            Accepted accepted, PlanInService plan, ArmInService arm, FailureReason reason, String text) {
        Photo photo = accepted.photo();
        return new DetectionFailed(
                meta(accepted, name("failure", plan.model(), arm)),
                photo.getImageId(),
                photo.getListingId(),
                photo.getObject(),
                plan.model(),
                arm.identity().getVersion(),
                arm.arm(),
                reason,
                text,
                plan.rolloutId());
    }

    public ImageFeatures features(Accepted accepted, Preprocessed preprocessed) {
        Photo photo = accepted.photo();
        ImageHeader header = preprocessed.image().header();
        var measured = preprocessed.image().features();
        Letterbox letterbox = preprocessed.image().input().letterbox();
        long pixels = (long) letterbox.contentWidth() * letterbox.contentHeight();
        List<Integer> histogram = new ArrayList<>(measured.histogram().length);
        for (float share : measured.histogram()) {
            histogram.add((int) Math.round((double) share * pixels));
        }
        return new ImageFeatures(
                meta(accepted, "features"),
                photo.getImageId(),
                photo.getListingId(),
                photo.getObject().getSha256(),
                photo.getObject().getSizeBytes(),
                header.uprightWidth(),
                header.uprightHeight(),
                measured.brightness(),
                histogram,
                measured.contrast(),
                measured.sharpness(),
                photo.getTakenAt(),
                ImageDecoder.PREPROCESSING_VERSION);
    }

    /** The id follows from the cause alone, so a photo that is processed again gives events that readers recognise. */
    private Meta meta(Accepted accepted, String name) {
        Meta cause = accepted.event().getMeta();
        var position = accepted.position();
        String eventId = EventIds.derived(
                cause.getTime(), position.getTopic(), position.getPartition(), position.getOffset(), name);
        return new Meta(
                eventId, clock.instant().truncatedTo(ChronoUnit.MICROS), ACTOR, cause.getCorrelationId(), position);
    }

    /** What an event is called among those of its cause. */
    static String name(String kind, String model, ArmInService arm) {
        // Of shadows there may be several; champion and canary exclude each other.
        String part = arm.arm() == Arm.SHADOW ? "shadow/" + arm.identity().getVersion() : "decider";
        return kind + "/" + model + "/" + part;
    }

    private static List<Detection> detections(Inference.Inferred inferred) {
        return inferred.detections().stream()
                .map(found -> new Detection(
                        found.label(), found.score(), new Box(found.x(), found.y(), found.width(), found.height())))
                .toList();
    }
}
