package io.verdict.launcher.bench;

import io.verdict.avro.EventIds;
import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.Cost;
import io.verdict.events.DamageItem;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.GoLive;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.PanelPosition;
import io.verdict.events.Photo;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineCode;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.QuarantineReason;
import io.verdict.events.Runtime;
import io.verdict.events.Severity;
import io.verdict.events.Thresholds;
import io.verdict.events.Timings;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events of photo {@code index}, like real ones in shape and size and consistent with each other: histories of any
 * length for benchmarks. Pure.
 */
final class SampleEvents {

    private static final int HISTOGRAM_BINS = 16;

    private SampleEvents() {}

    static ImageUploaded uploaded(long index) {
        return new ImageUploaded(meta(index, "ingest", null), SamplePhotos.photo(index));
    }

    static ImageAccepted accepted(long index) {
        return new ImageAccepted(
                meta(index, "curation", position(Topics.IMAGE_UPLOADS, index)), SamplePhotos.photo(index), false);
    }

    /** For a photo that {@link SamplePhotos#isGood} denies. */
    static QuarantineEvent quarantined(long index) {
        Photo photo = SamplePhotos.photo(index);
        QuarantineReason reason = photo.getWidth() < 800
                ? new QuarantineReason(
                        QuarantineCode.TOO_SMALL, "The photo has 640×480 pixels; 800×600 are asked for. Take it again.")
                : new QuarantineReason(QuarantineCode.DUPLICATE, "The same file was uploaded an instant before.");
        return new QuarantineEvent(
                meta(index, "curation", position(Topics.IMAGE_UPLOADS, index)),
                photo.getImageId(),
                photo.getListingId(),
                new ImageQuarantined(photo, List.of(reason)));
    }

    static ImageFeatures features(long index) {
        SplittableRandom random = new SplittableRandom(index);
        Photo photo = SamplePhotos.photo(index);
        List<Integer> histogram = new ArrayList<>(HISTOGRAM_BINS);
        for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
            histogram.add(random.nextInt(25_000));
        }
        return ImageFeatures.newBuilder()
                .setMeta(meta(index, "inference-consumer", position(Topics.IMAGES, index)))
                .setImageId(photo.getImageId())
                .setListingId(photo.getListingId())
                .setSha256(photo.getObject().getSha256())
                .setSizeBytes(photo.getObject().getSizeBytes())
                .setWidth(photo.getWidth())
                .setHeight(photo.getHeight())
                .setBrightness(random.nextDouble(0.1, 0.9))
                .setBrightnessHistogram(histogram)
                .setContrast(random.nextDouble(0.05, 0.3))
                .setSharpness(random.nextDouble(5, 500))
                .setPreprocessing("opencv-4.13.0/reduced-area-letterbox/1")
                .build();
    }

    static DetectionCompleted decided(long index) {
        Photo photo = SamplePhotos.photo(index);
        return DetectionCompleted.newBuilder()
                .setMeta(meta(index, "inference-consumer", position(Topics.IMAGES, index)))
                .setImageId(photo.getImageId())
                .setListingId(photo.getListingId())
                .setImage(photo.getObject())
                .setImageWidth(photo.getWidth())
                .setImageHeight(photo.getHeight())
                .setUploadedAt(photo.getUploadedAt())
                .setModel(new ModelIdentity("car-damage", "1", SamplePhotos.hex(7, 64), null))
                .setArm(Arm.CHAMPION)
                .setRolloutId("rollout-1")
                .setDetections(detections(new SplittableRandom(index)))
                .setThresholds(new Thresholds(0.3f, 0.5f, 100))
                .setPreprocessing("opencv-4.13.0/reduced-area-letterbox/1")
                .setPostprocessing("1")
                .setInputSha256(SamplePhotos.hex(index * 31 + 1, 64))
                .setOutputSha256(SamplePhotos.hex(index * 31 + 2, 64))
                .setRuntime(new Runtime("onnxruntime", "1.28.0", "ALL", "CPU", "sample", "amd64"))
                .setBatchSize(1)
                .setBatchPosition(0)
                .setTimings(new Timings(900L, 5200L, 300L, 14800L, 120L, 0L))
                .setCost(new Cost(new BigDecimal("0.000001250"), "EUR"))
                .build();
    }

    static PriceAdjusted priced(long index) {
        Photo photo = SamplePhotos.photo(index);
        return PriceAdjusted.newBuilder()
                .setMeta(meta(index, "pricing", position(Topics.DETECTIONS, index)))
                .setListingId(photo.getListingId())
                .setRevision((int) (index % SamplePhotos.PER_LISTING) + 1)
                .setAmount(new BigDecimal("-145.00"))
                .setCurrency("EUR")
                .setItems(List.of(new DamageItem(
                        "scratch",
                        Severity.MINOR,
                        PanelPosition.EDGE,
                        0.004,
                        0.81f,
                        List.of(photo.getImageId()),
                        List.of(position(Topics.DETECTIONS, index)),
                        new BigDecimal("-120.00"),
                        "scratch, minor (0.4 % of the photo), at the edge, score 0.81")))
                .setBuffer(new BigDecimal("-25.00"))
                .setBufferText("25.00 for damage that the model may have missed")
                .setPhotos((int) (index % SamplePhotos.PER_LISTING) + 1)
                .setPriceTable("standard/1")
                .setGoLive(new GoLive(photo.getUploadedAt(), photo.getUploadedAt()))
                .build();
    }

    private static List<Detection> detections(SplittableRandom random) {
        List<Detection> detections = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            detections.add(new Detection(
                    random.nextBoolean() ? "scratch" : "dent",
                    0.3f + random.nextInt(70) / 100f,
                    new Box(
                            (float) random.nextInt(1200),
                            (float) random.nextInt(900),
                            30f + random.nextInt(300),
                            30f + random.nextInt(200))));
        }
        detections.sort(Collections.reverseOrder((a, b) -> Float.compare(a.getScore(), b.getScore())));
        return detections;
    }

    private static Meta meta(long index, String actor, LogPosition cause) {
        return new Meta(
                SamplePhotos.id(actor, index),
                SamplePhotos.time(index),
                actor,
                SamplePhotos.id("ingest", index),
                cause);
    }

    private static LogPosition position(Topic<?> topic, long index) {
        String id = EventIds.derived(SamplePhotos.time(index), topic.name(), 0, index, "event");
        return new LogPosition(topic.name(), 0, index, id);
    }
}
