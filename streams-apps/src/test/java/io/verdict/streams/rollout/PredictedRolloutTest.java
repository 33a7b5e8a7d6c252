package io.verdict.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.HealthMeasured;
import io.verdict.events.ModelIdentity;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.PredictionTimings;
import io.verdict.events.RolloutStage;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REG-4, MON-2: what is measured of a rollout of a tabular or text model. */
class PredictedRolloutTest {

    private static final String MODEL = "sensitivity";
    private static final RolloutConfig CONFIG = new RolloutConfig(Duration.ofSeconds(10), 2, Duration.ofSeconds(60));

    private final AppDriver app = new AppDriver(RolloutApp.create(CONFIG));

    @AfterEach
    void close() {
        app.close();
    }

    private static Instant at(int seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }

    private static PredictionCompleted answered(Arm arm, long request, String label, int seconds) {
        return PredictionCompleted.newBuilder(Samples.prediction("customer-7", request, label, at(seconds)))
                .setArm(arm)
                .setRolloutId("rollout-2")
                .setModel(new ModelIdentity(MODEL, arm == Arm.CHAMPION ? "1" : "2", "sha", null))
                .setTimings(new PredictionTimings(1_000L, 65_000L, 4_000L, 10_000L, 60_000L))
                .build();
    }

    private void answer(Arm arm, long request, String label, int seconds) {
        app.send(
                arm == Arm.SHADOW ? Topics.SHADOW_PREDICTIONS : Topics.PREDICTIONS,
                "customer-7",
                answered(arm, request, label, seconds));
    }

    private void fail(Arm arm, PredictionFailureReason reason, int seconds) {
        app.send(
                Topics.PREDICTION_FAILURES,
                "customer-7",
                Samples.predictionFailure("customer-7", 100 + seconds, arm, reason, at(seconds)));
    }

    private void serve(Arm... arms) {
        List<ServingArm> served = Stream.of(arms)
                .map(arm -> ServingArm.newBuilder()
                        .setArm(arm)
                        .setVersion(arm.name())
                        .setArtifactUri("file:///m")
                        .setArtifactSha256("sha")
                        .setSpec("{}")
                        .setThresholds(new Thresholds(0f, 1f, 1))
                        .setShareBasisPoints(10_000)
                        .build())
                .toList();
        app.send(Topics.SERVING, MODEL, new ServingPlan(Samples.meta("plan", at(0)), MODEL, "rollout-2", served, null));
    }

    private HealthMeasured measured() {
        List<KeyValue<String, HealthMeasured>> windows = app.readWithKeys(Topics.ROLLOUT_HEALTH);
        assertThat(windows).hasSize(1).first().satisfies(window -> assertThat(window.key)
                .isEqualTo(MODEL));
        return windows.get(0).value;
    }

    @Test
    void shouldMeasureACanaryByItsAnswersAndFailures() {
        answer(Arm.CANARY, 1, "High", 0);
        answer(Arm.CHAMPION, 2, "High", 1);
        fail(Arm.CANARY, PredictionFailureReason.MODEL_ERROR, 2);
        fail(Arm.CHAMPION, PredictionFailureReason.MODEL_ERROR, 3);
        answer(Arm.CANARY, 3, "Low", 11);

        HealthMeasured measured = measured();
        assertThat(measured.getRolloutId()).isEqualTo("rollout-2");
        assertThat(measured.getVersion()).isEqualTo("2");
        assertThat(measured.getStage()).isEqualTo(RolloutStage.CANARY);
        assertThat(measured.getWindow().getDecisions()).isOne();
        assertThat(measured.getWindow().getFailures()).isOne();
        assertThat(measured.getWindow().getP95Millis()).as("without the load").isBetween(19.8, 20.2);
        assertThat(measured.getWindow().getDisagreement()).isNull();
        assertThat(measured.getMeta().getCause().getTopic()).isEqualTo(Topics.PREDICTIONS.name());
        assertThat(measured.getMeta().getCause().getEventId()).isEqualTo("prediction-3-" + at(11).toEpochMilli());
    }

    @Test
    void shouldNotBlameAVersionForWhatItWasAsked() {
        answer(Arm.SHADOW, 1, "High", 0);
        answer(Arm.SHADOW, 2, "High", 1);
        fail(Arm.SHADOW, PredictionFailureReason.BAD_INPUT, 2);
        fail(Arm.SHADOW, PredictionFailureReason.NOT_IN_SERVICE, 3);
        fail(Arm.UNKNOWN, PredictionFailureReason.MODEL_ERROR, 4);
        fail(Arm.SHADOW, PredictionFailureReason.CIRCUIT_OPEN, 5);
        fail(Arm.SHADOW, PredictionFailureReason.OUT_OF_MEMORY, 6);
        answer(Arm.SHADOW, 3, "High", 11);

        assertThat(measured().getWindow().getFailures()).isEqualTo(2);
    }

    @Test
    void shouldCompareTheClassesOfShadowAndChampionWhicheverAnswersFirst() {
        serve(Arm.CHAMPION, Arm.SHADOW);
        answer(Arm.CHAMPION, 1, "High", 0);
        answer(Arm.SHADOW, 1, "High", 1);
        answer(Arm.SHADOW, 2, "High", 2);
        answer(Arm.CHAMPION, 2, "Low", 3);
        answer(Arm.SHADOW, 3, "High", 4);
        answer(Arm.SHADOW, 4, "High", 12);

        HealthMeasured measured = measured();
        assertThat(measured.getStage()).isEqualTo(RolloutStage.SHADOW);
        assertThat(measured.getVersion()).isEqualTo("2");
        assertThat(measured.getWindow().getDecisions()).isEqualTo(3);
        assertThat(measured.getWindow().getDisagreement()).isEqualTo(0.5);
    }

    /** Ids of requests are their asker's own, so two askers may take the same. */
    @Test
    void shouldCompareAnswersToOneRequestOnlyWhateverItIsCalled() {
        serve(Arm.CHAMPION, Arm.SHADOW);
        PredictionCompleted champion = answered(Arm.CHAMPION, 1, "High", 0);
        PredictionCompleted another = PredictionCompleted.newBuilder(answered(Arm.SHADOW, 2, "Low", 1))
                .setRequestId(champion.getRequestId())
                .build();
        app.send(Topics.PREDICTIONS, "customer-7", champion);
        app.send(Topics.SHADOW_PREDICTIONS, "customer-7", another);
        answer(Arm.SHADOW, 3, "High", 2);
        answer(Arm.SHADOW, 4, "High", 12);

        assertThat(measured().getWindow().getDisagreement()).isNull();
    }

    @Test
    void shouldRememberNothingOfAChampionThatNobodyShadows() {
        serve(Arm.CHAMPION, Arm.CANARY);
        answer(Arm.CHAMPION, 1, "High", 1);
        assertThat(app.recentCount(RolloutApp.PREDICTED)).isZero();
        serve(Arm.CHAMPION, Arm.SHADOW);
        answer(Arm.CHAMPION, 2, "High", 2);
        assertThat(app.recentCount(RolloutApp.PREDICTED)).isOne();
        assertThat(app.recentCount(RolloutApp.SIGHTINGS)).isZero();
    }

    @Test
    void shouldPutWhatMakesNoSenseAside() {
        app.send(Topics.PREDICTIONS, "another", answered(Arm.CANARY, 1, "High", 0));
        PredictionCompleted ofNothing = PredictionCompleted.newBuilder(answered(Arm.SHADOW, 1, "High", 0))
                .setMeta(Samples.meta("prediction-of-nothing", at(0)))
                .build();
        app.send(Topics.SHADOW_PREDICTIONS, "customer-7", ofNothing);
        app.send(Topics.PREDICTION_FAILURES, "customer-7", null);
        app.send(
                Topics.PREDICTION_FAILURES,
                "another",
                Samples.predictionFailure("customer-7", 1, Arm.CANARY, PredictionFailureReason.MODEL_ERROR, at(1)));

        assertThat(app.readBytes(Topics.DEAD_LETTERS.name())).hasSize(4);
    }
}
