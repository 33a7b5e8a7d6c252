package io.verdict.inference.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.Box;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageFormat;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.OptimisationLevel;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.PlansForTests;
import io.verdict.inference.session.Answer;
import io.verdict.inference.session.Device;
import io.verdict.inference.session.Inference;
import io.verdict.inference.session.ServedModel;
import io.verdict.inference.session.ServedModels;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.TestGraphs;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final RuntimeReport REPORT =
            new RuntimeReport("onnxruntime", "1.28.0", ExecutionProvider.CPU, OptimisationLevel.ALL, "CPU is in use");

    private final Decisions decisions = new Decisions(
            CLOCK, new CostRate(new BigDecimal("0.36"), "USD"), provider -> new Device("EPYC", "amd64+avx2"));
    private final ServedModel model = ServedModels.of(
            TestGraphs.spec("car-damage", "3"),
            TestGraphs.meanRed(0),
            new SessionPolicy(
                    1,
                    RuntimeOptions.cpu(),
                    new BatchPolicy(1, Duration.ZERO),
                    new BreakerPolicy(1, 1, Duration.ofSeconds(1))));
    private final LogPosition fact = new LogPosition("models", 0, 77L, "fact");
    private final ArmInService arm = new ArmInService(
            Arm.CANARY,
            new ModelIdentity("car-damage", "3", "ab".repeat(32), fact),
            new Approval("mia", fact),
            new Thresholds(0.3f, 0.5f, 50),
            1_000,
            model);
    private final PlanInService plan = PlansForTests.of("car-damage", "rollout-9", NOW, arm);
    private final Accepted accepted = accepted();
    private final Preprocessed preprocessed = preprocessed();

    @AfterEach
    void release() {
        plan.release();
    }

    @Test
    void shouldCarryEverythingNeededToJudgeAndRepeatADecision() {
        DetectionCompleted decision = decisions.completed(accepted, plan, arm, preprocessed, inferred());

        assertThat(decision.getMeta().getCause()).isEqualTo(accepted.position());
        assertThat(decision.getMeta().getCorrelationId())
                .isEqualTo(accepted.event().getMeta().getCorrelationId());
        assertThat(decision.getMeta().getTime()).isEqualTo(NOW);
        assertThat(decision.getImageId()).isEqualTo("image-1");
        assertThat(decision.getListingId()).isEqualTo("listing-1");
        assertThat(decision.getImage()).isEqualTo(accepted.photo().getObject());
        assertThat(decision.getImageWidth()).isEqualTo(160);
        assertThat(decision.getImageHeight()).isEqualTo(120);
        assertThat(decision.getModel()).isEqualTo(arm.identity());
        assertThat(decision.getModel().getInServiceBy()).isEqualTo(fact);
        assertThat(decision.getArm()).isEqualTo(Arm.CANARY);
        assertThat(decision.getRolloutId()).isEqualTo("rollout-9");
        assertThat(decision.getThresholds()).isEqualTo(arm.thresholds());
        assertThat(decision.getPreprocessing()).isEqualTo(ImageDecoder.PREPROCESSING_VERSION);
        assertThat(decision.getInputSha256()).isEqualTo("cd".repeat(32));
        assertThat(decision.getOutputSha256()).isEqualTo("ef".repeat(32));
        assertThat(decision.getRuntime())
                .isEqualTo(new io.verdict.events.Runtime("onnxruntime", "1.28.0", "ALL", "CPU", "EPYC", "amd64+avx2"));
        assertThat(decision.getBatchSize()).isEqualTo(4);
        assertThat(decision.getBatchPosition()).isEqualTo(2);
        assertThat(decision.getTimings())
                .isEqualTo(new io.verdict.events.Timings(1_000L, 5_000L, 300L, 20_000L, 40L, 250L));
        assertThat(decision.getDetections())
                .singleElement()
                .isEqualTo(new io.verdict.events.Detection("dent", 0.9f, new Box(1f, 2f, 3f, 4f)));
    }

    @Test
    void shouldChargeAPhotoForItsDecodeAndItsPartOfTheBatch() {
        DetectionCompleted decision = decisions.completed(accepted, plan, arm, preprocessed, inferred());

        // 0.36 an hour is 0.0001 a second; 5 ms + 20 ms / 4.
        assertThat(decision.getCost().getAmount()).isEqualByComparingTo("0.000001");
        assertThat(decision.getCost().getCurrency()).isEqualTo("USD");
    }

    @Test
    void shouldGiveAReprocessedPhotoTheSameEventIds() {
        Decisions later = new Decisions(
                Clock.offset(CLOCK, Duration.ofHours(5)),
                new CostRate(BigDecimal.ONE, "USD"),
                provider -> new Device("other", "other"));

        assertThat(later.completed(accepted, plan, arm, preprocessed, inferred())
                        .getMeta()
                        .getEventId())
                .isEqualTo(decisions
                        .completed(accepted, plan, arm, preprocessed, inferred())
                        .getMeta()
                        .getEventId());
        assertThat(later.features(accepted, preprocessed).getMeta().getEventId())
                .isEqualTo(decisions.features(accepted, preprocessed).getMeta().getEventId())
                .isNotEqualTo(decisions
                        .failed(accepted, FailureReason.CORRUPT_IMAGE, "x")
                        .getMeta()
                        .getEventId());
    }

    @Test
    void shouldCountEveryPixelInTheHistogramOnce() {
        ImageFeatures features = decisions.features(accepted, preprocessed);

        // 160 × 120 in a 64 × 64 frame leaves 64 × 48 without the padding.
        assertThat(features.getBrightnessHistogram()).hasSize(16);
        assertThat(features.getBrightnessHistogram().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(64 * 48);
        assertThat(features.getBrightness()).isBetween(0.1, 0.9);
        assertThat(features.getWidth()).isEqualTo(160);
    }

    @Test
    void shouldNameTheModelInAFailureOnlyWhereItCameToOne() {
        DetectionFailed before = decisions.failed(accepted, FailureReason.HASH_MISMATCH, "changed");
        DetectionFailed inside = decisions.failed(accepted, plan, arm, FailureReason.MODEL_ERROR, "error");

        assertThat(before.getModel()).isNull();
        assertThat(before.getArm()).isEqualTo(Arm.UNKNOWN);
        assertThat(inside.getModel()).isEqualTo("car-damage");
        assertThat(inside.getModelVersion()).isEqualTo("3");
        assertThat(inside.getArm()).isEqualTo(Arm.CANARY);
    }

    private static Inference.Inferred inferred() {
        return new Inference.Inferred(
                new Answer.Detected(List.of(new Detection(0, "dent", 0.9f, 1, 2, 3, 4))),
                "ef".repeat(32),
                REPORT,
                4,
                2,
                300,
                20_000,
                40,
                250);
    }

    private static Preprocessed preprocessed() {
        Decoding.Decoded decoded =
                (Decoding.Decoded) new ImageDecoder(TestGraphs.SIDE, TestGraphs.SIDE).decode(Pictures.jpeg(120));
        return new Preprocessed(decoded.image(), "cd".repeat(32), 1_000, 5_000);
    }

    private static Accepted accepted() {
        Photo photo = new Photo(
                "image-1",
                "listing-1",
                "app",
                "ada",
                "ap-south-1",
                NOW,
                new StoredObject("mem:1", null, "12".repeat(32), "0".repeat(32), 5L),
                ImageFormat.JPEG,
                160,
                120,
                1,
                null,
                null);
        ImageAccepted event = new ImageAccepted(Envelope.fresh(CLOCK, "curation"), photo, false);
        return new Accepted(
                event, new LogPosition("images", 3, 41L, event.getMeta().getEventId()), List.of());
    }
}
