package io.verdict.launcher.bench;

import io.verdict.avro.EventIds;
import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.Cost;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Photo;
import io.verdict.events.Runtime;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.Timings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events like real ones in shape and size, made from an index: histories of any length for benchmarks. Pure. */
final class SampleEvents {

    private static final Instant BEGIN = Instant.parse("2026-05-15T08:00:00Z");
    private static final int PHOTOS_PER_LISTING = 8;
    private static final long MILLIS_BETWEEN = 50;

    private SampleEvents() {}

    /** Listing of photo {@code index}. */
    static String listing(long index) {
        return "listing-%08d".formatted(index / PHOTOS_PER_LISTING);
    }

    static ImageUploaded uploaded(long index) {
        return new ImageUploaded(meta(index, "ingest", null), photo(index));
    }

    static ImageAccepted accepted(long index) {
        return new ImageAccepted(meta(index, "curation", position("image-uploads", index)), photo(index), false);
    }

    static DetectionCompleted decided(long index) {
        SplittableRandom random = new SplittableRandom(index);
        Photo photo = photo(index);
        return DetectionCompleted.newBuilder()
                .setMeta(meta(index, "inference-consumer", position("images", index)))
                .setImageId(photo.getImageId())
                .setListingId(photo.getListingId())
                .setImage(photo.getObject())
                .setImageWidth(photo.getWidth())
                .setImageHeight(photo.getHeight())
                .setUploadedAt(photo.getUploadedAt())
                .setModel(new ModelIdentity("car-damage", "1", hex(7, 64), null))
                .setArm(Arm.CHAMPION)
                .setRolloutId("rollout-1")
                .setDetections(detections(random))
                .setThresholds(new Thresholds(0.3f, 0.5f, 100))
                .setPreprocessing("opencv-4.13.0/reduced-area-letterbox/1")
                .setPostprocessing("1")
                .setInputSha256(hex(index * 31 + 1, 64))
                .setOutputSha256(hex(index * 31 + 2, 64))
                .setRuntime(new Runtime("onnxruntime", "1.28.0", "ALL", "CPU", "sample", "amd64"))
                .setBatchSize(1)
                .setBatchPosition(0)
                .setTimings(new Timings(900L, 5200L, 300L, 14800L, 120L))
                .setCost(new Cost(new BigDecimal("0.000001250"), "EUR"))
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
        return detections;
    }

    private static Photo photo(long index) {
        return Photo.newBuilder()
                .setImageId(EventIds.derived(time(index), "sample", 0, index, "photo"))
                .setListingId(listing(index))
                .setSource("app")
                .setUploader("dealer-" + index % 97)
                .setRegion("ap-south-1")
                .setUploadedAt(time(index))
                .setObject(new StoredObject(
                        "file:///objects/raw/ap-south-1/2026/05/15/" + hex(index, 64) + ".jpg",
                        hex(index, 16),
                        hex(index, 64),
                        hex(index, 32),
                        412_345L))
                .setFormat(ImageFormat.JPEG)
                .setWidth(1600)
                .setHeight(1200)
                .build();
    }

    private static Meta meta(long index, String actor, LogPosition cause) {
        String id = EventIds.derived(time(index), actor, 0, index, "event");
        return new Meta(id, time(index), actor, id, cause);
    }

    private static LogPosition position(String topic, long index) {
        return new LogPosition(topic, 0, index, EventIds.derived(time(index), topic, 0, index, "event"));
    }

    private static Instant time(long index) {
        return BEGIN.plusMillis(index * MILLIS_BETWEEN);
    }

    private static String hex(long seed, int digits) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append("%016x".formatted(random.nextLong()));
        }
        return text.substring(0, digits);
    }
}
