package io.verdict.streams;

import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.ClassProbability;
import io.verdict.events.Cost;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.FeatureValues;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Photo;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.PredictionTimings;
import io.verdict.events.ReleaseImage;
import io.verdict.events.Runtime;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.Timings;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as the ingest edge and the inference-consumer write them, for tests. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private Samples() {}

    public static Meta meta(String id, Instant time) {
        return new Meta(id, time, "test", "correlation-" + id, null);
    }

    public static Photo photo(String listingId, String imageId, String bytes) {
        return new Photo(
                imageId,
                listingId,
                "dealer",
                "uploader-1",
                "ap-south-1",
                NOON,
                object(bytes),
                ImageFormat.JPEG,
                1600,
                1200,
                1,
                null,
                null);
    }

    public static StoredObject object(String bytes) {
        return new StoredObject("file:///photos/" + bytes, null, "sha-" + bytes, "md5-" + bytes, 345_678L);
    }

    public static ImageUploaded upload(Photo photo, Instant time) {
        Photo at = Photo.newBuilder(photo).setUploadedAt(time).build();
        return new ImageUploaded(meta("upload-" + photo.getImageId(), time), at);
    }

    public static ImageUploaded upload(String listingId, String imageId, String bytes, Instant time) {
        return upload(photo(listingId, imageId, bytes), time);
    }

    public static ImageUploaded upload(String source, String listingId, String imageId, String bytes, Instant time) {
        Photo photo = Photo.newBuilder(photo(listingId, imageId, bytes))
                .setSource(source)
                .build();
        return upload(photo, time);
    }

    public static ReleaseImage release(String commandId, String listingId, String imageId, Instant time) {
        return new ReleaseImage(
                new Meta(commandId, time, "inspector", commandId, null), imageId, listingId, "the scratch is real");
    }

    public static ImageFeatures features(
            String listingId, String imageId, double brightness, double sharpness, Instant time) {
        return new ImageFeatures(
                meta("features-" + imageId, time),
                imageId,
                listingId,
                "sha-" + imageId,
                345_678L,
                1600,
                1200,
                brightness,
                List.of(1, 2, 3),
                0.2,
                sharpness,
                null,
                "pre-1");
    }

    /** What somebody says of an entity. */
    public static FeatureValues featureValues(
            String id, String group, String entity, Instant held, Instant known, Map<String, Object> values) {
        return new FeatureValues(meta(id, known), group, entity, held, values);
    }

    /** A detection on a photo of 1000 x 1000 pixels, so that pixels are thousandths. */
    public static Detection seen(String label, double score, double x, double y, double width, double height) {
        return new Detection(label, (float) score, new Box((float) x, (float) y, (float) width, (float) height));
    }

    public static DetectionCompleted decision(
            String listingId, String imageId, String bytes, Instant time, Detection... seen) {
        return new DetectionCompleted(
                meta("decision-" + imageId + "-" + time.toEpochMilli(), time),
                imageId,
                listingId,
                object(bytes),
                1000,
                1000,
                time.minusMillis(80),
                new ModelIdentity("car-damage", "1", "sha-model", null),
                Arm.CHAMPION,
                "rollout-1",
                List.of(seen),
                new Thresholds(0.25f, 0.5f, 100),
                "pre-1",
                "post-1",
                "sha-input",
                "sha-output",
                new Runtime("onnxruntime", "1.29.0", "ALL", "CPU", "test", "x86-64"),
                1,
                0,
                new Timings(1L, 2L, 3L, 4L, 5L, 0L),
                new Cost(new BigDecimal("0.000000001"), "EUR"));
    }

    public static DetectionFailed failure(String listingId, String imageId, String bytes, Instant time, Arm arm) {
        return new DetectionFailed(
                meta("failure-" + imageId, time),
                imageId,
                listingId,
                object(bytes),
                "car-damage",
                "1",
                arm,
                FailureReason.CORRUPT_IMAGE,
                "The photo is cut off.",
                "rollout-1");
    }

    /** An answer to the request at this offset of partition 0. */
    public static PredictionCompleted prediction(String entity, long request, String label, Instant time) {
        return new PredictionCompleted(
                asked("prediction-" + request + "-" + time.toEpochMilli(), request, time),
                "request-" + request,
                entity,
                new ModelIdentity("sensitivity", "1", "sha-model", null),
                Arm.CHAMPION,
                "rollout-1",
                new Approval("mia", null),
                label,
                List.of(new ClassProbability(label, 0.9f)),
                "sha-contract",
                "sha-input",
                "sha-output",
                new Runtime("onnxruntime", "1.29.0", "ALL", "CPU", "test", "x86-64"),
                1,
                0,
                new PredictionTimings(1L, 2L, 3L, 4L, 0L),
                new Cost(new BigDecimal("0.000000001"), "EUR"),
                0);
    }

    /** What an arm says that it cannot say to the request at this offset. */
    public static PredictionFailed predictionFailure(
            String entity, long request, Arm arm, PredictionFailureReason reason, Instant time) {
        return new PredictionFailed(
                asked("prediction-failure-" + request, request, time),
                "request-" + request,
                entity,
                "sensitivity",
                "2",
                arm,
                "rollout-2",
                reason,
                "The column is no number.");
    }

    private static Meta asked(String id, long request, Instant time) {
        return Meta.newBuilder(meta(id, time))
                .setCause(new LogPosition(Topics.PREDICTION_REQUESTS.name(), 0, request, "request-event-" + request))
                .build();
    }
}
