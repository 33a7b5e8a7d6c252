package io.verdict.launcher.testing;

import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.Cost;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.GoLive;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Photo;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import io.verdict.events.Runtime;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.Timings;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Events of the flow, small ones. */
public final class Events {

    /** When all of them happened. */
    public static final Instant TIME = Instant.parse("2026-05-15T10:00:00Z");

    private static final StoredObject BYTES = new StoredObject("file:/photo.jpg", null, "ab".repeat(32), "cd", 7L);

    private Events() {}

    public static DetectionCompleted decision(String image, String... labels) {
        List<Detection> seen = Arrays.stream(labels)
                .map(label -> new Detection(label, 0.75f, new Box(0f, 0f, 10f, 10f)))
                .toList();
        return DetectionCompleted.newBuilder()
                .setMeta(meta("decision-on-" + image))
                .setImageId(image)
                .setListingId("L1")
                .setImage(BYTES)
                .setImageWidth(800)
                .setImageHeight(600)
                .setUploadedAt(TIME)
                .setModel(new ModelIdentity("m", "1", "ef", null))
                .setArm(Arm.CHAMPION)
                .setRolloutId("r")
                .setDetections(seen)
                .setThresholds(new Thresholds(0.5f, 0.5f, 100))
                .setPreprocessing("p")
                .setPostprocessing("q")
                .setInputSha256("in")
                .setOutputSha256("out")
                .setRuntime(new Runtime("r", "1", "ALL", "CPU", "cpu", "x86"))
                .setBatchSize(1)
                .setBatchPosition(0)
                .setTimings(new Timings(1L, 1L, 1L, 1L, 1L, 0L))
                .setCost(new Cost(new BigDecimal("0.000000001"), "EUR"))
                .build();
    }

    /** The price that follows from the decision on {@code image}. */
    public static PriceAdjusted price(String image, String amount) {
        Meta meta = new Meta(
                "price-" + image,
                TIME,
                "pricing",
                "c",
                new LogPosition(Topics.DETECTIONS.name(), 0, 0L, "decision-on-" + image));
        return new PriceAdjusted(
                meta,
                "L1",
                1,
                new BigDecimal(amount),
                "EUR",
                List.of(),
                new BigDecimal("0.00"),
                "none",
                1,
                "t",
                new GoLive(TIME, TIME));
    }

    public static DetectionFailed failure(String image) {
        return DetectionFailed.newBuilder()
                .setMeta(meta("failure-on-" + image))
                .setImageId(image)
                .setListingId("L1")
                .setImage(BYTES)
                .setReason(FailureReason.CORRUPT_IMAGE)
                .setText("cut off")
                .build();
    }

    public static QuarantineEvent quarantined(String image) {
        List<QuarantineReason> reasons = List.of(
                new QuarantineReason(QuarantineCode.TOO_SMALL, "It is too small."),
                new QuarantineReason(QuarantineCode.DUPLICATE, "It came before."));
        return new QuarantineEvent(
                meta("quarantine-of-" + image), image, "L1", new ImageQuarantined(photo(image), reasons));
    }

    public static QuarantineEvent released(String image) {
        return new QuarantineEvent(meta("release-of-" + image), image, "L1", new ImageReleased("mia", "it is meant"));
    }

    public static QuarantineEvent releaseRefused(String image) {
        return new QuarantineEvent(
                meta("refusal-of-" + image), image, "L1", new ImageReleaseRefused("mia", "It was released before."));
    }

    private static Photo photo(String image) {
        return Photo.newBuilder()
                .setImageId(image)
                .setListingId("L1")
                .setSource("app")
                .setUploader("dana")
                .setRegion("local")
                .setUploadedAt(TIME)
                .setObject(BYTES)
                .setFormat(ImageFormat.JPEG)
                .setWidth(640)
                .setHeight(480)
                .setTakenAt(null)
                .setCamera(null)
                .build();
    }

    private static Meta meta(String id) {
        return new Meta(id, TIME, "test", "c", null);
    }
}
