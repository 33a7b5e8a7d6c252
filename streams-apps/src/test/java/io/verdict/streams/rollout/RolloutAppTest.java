package io.verdict.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.Detection;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.HealthMeasured;
import io.verdict.events.ModelIdentity;
import io.verdict.events.RolloutStage;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.events.Timings;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REG-4, MON-2: what is measured of a rollout. */
class RolloutAppTest {

    private static final Detection DENT = Samples.seen("dent", 0.9, 100, 100, 200, 200);
    private static final RolloutConfig CONFIG = new RolloutConfig(Duration.ofSeconds(10), 2, Duration.ofSeconds(60));

    private final AppDriver app = new AppDriver(RolloutApp.create(CONFIG));

    @AfterEach
    void close() {
        app.close();
    }

    private static Instant at(int seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }

    private void decide(Arm arm, String image, int seconds, Detection... seen) {
        DetectionCompleted decision = DetectionCompleted.newBuilder(
                        Samples.decision("listing", image, image, at(seconds), seen))
                .setArm(arm)
                .setRolloutId("rollout-2")
                .setModel(new ModelIdentity("car-damage", arm == Arm.CHAMPION ? "1" : "2", "sha", null))
                .setTimings(new Timings(1_000L, 2_000L, 63_000L, 4_000L, 10_000L, 60_000L))
                .build();
        app.send(arm == Arm.SHADOW ? Topics.SHADOW_DETECTIONS : Topics.DETECTIONS, "listing", decision);
    }

    private void fail(Arm arm, FailureReason reason, int seconds) {
        DetectionFailed failure = DetectionFailed.newBuilder(
                        Samples.failure("listing", "failed-" + seconds, "x", at(seconds), arm))
                .setReason(reason)
                .setModelVersion("2")
                .setRolloutId(arm == Arm.UNKNOWN ? null : "rollout-2")
                .build();
        app.send(Topics.DETECTION_FAILURES, "listing", failure);
    }

    private void serve(Arm... arms) {
        List<ServingArm> served = Stream.of(arms)
                .map(arm -> ServingArm.newBuilder()
                        .setArm(arm)
                        .setVersion(arm.name())
                        .setArtifactUri("file:///m")
                        .setArtifactSha256("sha")
                        .setSpec("{}")
                        .setThresholds(new Thresholds(0.3f, 0.5f, 50))
                        .setShareBasisPoints(10_000)
                        .build())
                .toList();
        app.send(
                Topics.SERVING,
                "car-damage",
                new ServingPlan(Samples.meta("plan", at(0)), "car-damage", "rollout-2", served, null));
    }

    private HealthMeasured measured() {
        return app.readWithKeys(Topics.ROLLOUT_HEALTH).stream()
                .peek(entry -> assertThat(entry.key).isEqualTo("car-damage"))
                .map(entry -> entry.value)
                .reduce((one, other) -> {
                    throw new AssertionError("more than one window: " + one + other);
                })
                .orElseThrow(() -> new AssertionError("no window"));
    }

    @Test
    void shouldMeasureACanaryByItsDecisionsAndFailures() {
        decide(Arm.CANARY, "a", 0, DENT);
        decide(Arm.CHAMPION, "b", 1, DENT);
        fail(Arm.CANARY, FailureReason.MODEL_ERROR, 2);
        fail(Arm.CHAMPION, FailureReason.MODEL_ERROR, 3);
        decide(Arm.CANARY, "c", 11);

        HealthMeasured measured = measured();
        assertThat(measured.getRolloutId()).isEqualTo("rollout-2");
        assertThat(measured.getVersion()).isEqualTo("2");
        assertThat(measured.getStage()).isEqualTo(RolloutStage.CANARY);
        assertThat(measured.getWindow().getDecisions()).isOne();
        assertThat(measured.getWindow().getFailures()).isOne();
        assertThat(measured.getWindow().getP95Millis()).isBetween(19.8, 20.2);
        assertThat(measured.getWindow().getDisagreement()).isNull();
        assertThat(measured.getWindow().getFrom()).isEqualTo(at(0));
        assertThat(measured.getMeta().getCause().getTopic()).isEqualTo(Topics.DETECTIONS.name());
        assertThat(measured.getMeta().getCause().getEventId()).isEqualTo("decision-c-" + at(11).toEpochMilli());
        assertThat(measured.getMeta().getTime()).isEqualTo(at(11));
    }

    @Test
    void shouldNotBlameAVersionForPhotosThatNobodyCanRead() {
        decide(Arm.SHADOW, "a", 0);
        decide(Arm.SHADOW, "b", 1);
        fail(Arm.SHADOW, FailureReason.CORRUPT_IMAGE, 2);
        fail(Arm.SHADOW, FailureReason.OBJECT_MISSING, 3);
        fail(Arm.UNKNOWN, FailureReason.UNKNOWN, 4);
        fail(Arm.SHADOW, FailureReason.CIRCUIT_OPEN, 5);
        decide(Arm.SHADOW, "c", 11);
        assertThat(measured().getWindow().getFailures()).isOne();
    }

    @Test
    void shouldCompareAShadowWithTheChampionWhicheverComesFirst() {
        serve(Arm.CHAMPION, Arm.SHADOW);
        decide(Arm.CHAMPION, "first", 0, DENT);
        decide(Arm.SHADOW, "first", 1, DENT);
        decide(Arm.SHADOW, "late", 2, DENT);
        decide(Arm.CHAMPION, "late", 3);
        decide(Arm.SHADOW, "alone", 4, DENT);
        decide(Arm.SHADOW, "end", 12, DENT);

        HealthMeasured measured = measured();
        assertThat(measured.getStage()).isEqualTo(RolloutStage.SHADOW);
        assertThat(measured.getVersion()).isEqualTo("2");
        assertThat(measured.getWindow().getDecisions()).isEqualTo(3);
        assertThat(measured.getWindow().getDisagreement()).isEqualTo(0.5);
    }

    @Test
    void shouldRememberNothingOfAChampionThatNobodyShadows() {
        decide(Arm.CHAMPION, "a", 0, DENT);
        serve(Arm.CHAMPION, Arm.CANARY);
        decide(Arm.CHAMPION, "b", 1, DENT);
        assertThat(app.recentCount(RolloutApp.SIGHTINGS)).isZero();
        serve(Arm.CHAMPION, Arm.SHADOW);
        decide(Arm.CHAMPION, "c", 2, DENT);
        assertThat(app.recentCount(RolloutApp.SIGHTINGS)).isOne();
    }

    @Test
    void shouldPutWhatMakesNoSenseAside() {
        app.send(Topics.DETECTIONS, "another", Samples.decision("listing", "a", "a", at(0)));
        app.send(Topics.DETECTION_FAILURES, "listing", null);
        assertThat(app.readBytes(Topics.DEAD_LETTERS.name())).hasSize(2);
    }
}
