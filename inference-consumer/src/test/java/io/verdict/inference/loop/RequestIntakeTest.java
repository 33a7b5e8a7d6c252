package io.verdict.inference.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.AvroSerializer;
import io.verdict.avro.Envelope;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.PredictionRequested;
import io.verdict.events.ServingPlan;
import io.verdict.events.TextInput;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.decide.Devices;
import io.verdict.inference.decide.Predictions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.pipeline.Publishing;
import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.serving.PlansForTests;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.session.Device;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.testing.SettableClock;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What lets requests in, for those who answer and for shadows (INF-2, REG-4). No model is in service here. */
class RequestIntakeTest {
    private static final SettableClock CLOCK = new SettableClock();
    private static final String TOPIC = Topics.PREDICTION_REQUESTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final SchemaRegistry registry = SchemaRegistry.from(Map.of("schema.registry.url", "mock://intake"));
    private final CompletionTracker<Outcome> tracker = new CompletionTracker<>(() -> {});
    private final Admission admission = new Admission(8, 1 << 20);
    private final AtomicBoolean turn = new AtomicBoolean(true);
    private final Serving serving = Serving.ofClassifiers(FetchPolicy.standard(), CLOCK, () -> {});

    @Test
    void shouldLetNothingInBeforeThePlansAreKnown() {
        Intake intake = intake(Duty.PREDICT);
        take(intake, 0, request("sides"));
        intake.admit();
        assertThat(outcomes()).isEmpty();
        assertThat(intake.wantsMore()).isFalse();

        PlansForTests.known(serving);
        intake.admit();

        assertThat(topics()).containsExactly(Topics.PREDICTION_FAILURES.name());
        assertThat(intake.wantsMore()).isTrue();
    }

    @Test
    void shouldKeepARequestWhileThePlanOfItsModelCannotBeLoaded() {
        PlansForTests.await(
                serving, new ServingPlan(Envelope.fresh(CLOCK, "registry"), "sides", "rollout", List.of(), null));
        PlansForTests.known(serving);
        Intake intake = intake(Duty.PREDICT);
        take(intake, 0, request("another"));
        take(intake, 1, request("sides"));
        intake.admit();
        assertThat(topics()).containsExactly(Topics.PREDICTION_FAILURES.name());
        assertThat(intake.wantsMore()).isFalse();

        CLOCK.goOn(FetchPolicy.standard().patience());
        intake.admit();

        assertThat(topics()).hasSize(2).containsOnly(Topics.PREDICTION_FAILURES.name());
        assertThat(intake.wantsMore()).isTrue();
    }

    @Test
    void shouldLetARequestInThatHasWaitedOnceThePlanIsInService() {
        PlansForTests.await(
                serving, new ServingPlan(Envelope.fresh(CLOCK, "registry"), "sides", "rollout", List.of(), null));
        PlansForTests.known(serving);
        Intake intake = intake(Duty.PREDICT_SHADOW);
        take(intake, 0, request("sides"));
        intake.admit();
        assertThat(outcomes()).isEmpty();

        // No shadow is in it, so nothing is to be done.
        PlansForTests.serve(serving, PlansForTests.of("sides", "rollout", CLOCK.instant()));
        intake.admit();

        assertThat(outcomes()).hasSize(1);
        assertThat(topics()).isEmpty();
    }

    @Test
    void shouldKeepWhatIsNotItsTurnAndItsOrder() {
        PlansForTests.known(serving);
        turn.set(false);
        Intake intake = intake(Duty.PREDICT);
        take(intake, 0, request("first"));
        take(intake, 1, request("second"));
        intake.admit();
        assertThat(outcomes()).isEmpty();
        assertThat(intake.waitsForTurn()).isTrue();

        turn.set(true);
        intake.admit();

        assertThat(topics()).hasSize(2);
        assertThat(tracker.completed(outcome -> true)).containsEntry(PARTITION, 2L);
        assertThat(intake.waitsForTurn()).isFalse();
    }

    @Test
    void shouldHaveWhoeverAnswersKeepWhatCannotBeReadAndShadowsPassOverIt() {
        PlansForTests.known(serving);
        List<byte[]> unreadable = new ArrayList<>();
        unreadable.add(new byte[] {0, 1});
        unreadable.add(request("x".repeat(1_001)));
        unreadable.add(null);
        long offset = 0;
        for (byte[] each : unreadable) {
            take(intake(Duty.PREDICT), offset++, each);
        }
        assertThat(topics()).hasSize(3).containsOnly(Topics.DEAD_LETTERS.name());
        for (byte[] each : unreadable) {
            take(intake(Duty.PREDICT_SHADOW), offset++, each);
        }

        assertThat(topics()).hasSize(3);
        assertThat(tracker.completed(outcome -> true)).containsEntry(PARTITION, 6L);
    }

    @Test
    void shouldForgetWhatIsNoLongerWaitedFor() {
        Intake intake = intake(Duty.PREDICT_SHADOW);
        take(intake, 0, request("sides"));
        tracker.discardAll();

        intake.admit();

        assertThat(intake.wantsMore()).isTrue();
        assertThat(admission.photos()).isZero();
    }

    private Intake intake(Duty duty) {
        Predicting predicting = new Predicting(
                new Predictions(
                        CLOCK,
                        new CostRate(new BigDecimal("0.05"), "USD"),
                        new Devices(provider -> new Device("EPYC", "amd64"))),
                new Publishing(registry),
                new Telemetry(),
                Runnable::run);
        return new RequestIntake(
                duty,
                new AvroDeserializer<>(registry, PredictionRequested.class),
                serving,
                predicting,
                admission,
                turn::get,
                new Telemetry());
    }

    private byte[] request(String model) {
        PredictionRequested event = new PredictionRequested(
                Envelope.fresh(CLOCK, "ada"), "request", model, "ticket-7", new TextInput("left or right?"));
        return new AvroSerializer<PredictionRequested>(registry).serialize(TOPIC, event);
    }

    private void take(Intake intake, long offset, byte[] value) {
        intake.take(new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], value), tracker.begin(PARTITION, offset));
    }

    private List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        tracker.completed(outcomes::add);
        return outcomes;
    }

    private List<String> topics() {
        return outcomes().stream()
                .flatMap(outcome -> ((Outcome.Answered) outcome).outputs().stream())
                .map(ProducerRecord::topic)
                .toList();
    }
}
