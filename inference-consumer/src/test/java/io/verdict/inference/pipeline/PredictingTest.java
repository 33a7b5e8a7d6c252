package io.verdict.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.PredictionRequested;
import io.verdict.events.RowInput;
import io.verdict.events.TextInput;
import io.verdict.events.Thresholds;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.decide.Devices;
import io.verdict.inference.decide.Predictions;
import io.verdict.inference.decide.Requested;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.PlansForTests;
import io.verdict.inference.session.Device;
import io.verdict.inference.session.ServedGraph;
import io.verdict.inference.session.ServedModel;
import io.verdict.inference.session.ServedModels;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.testing.TestClassifiers;
import io.verdict.inference.testing.TestTransformers;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.contract.ClassifierContract;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every request is answered exactly once, whatever it asks (SYS-4, SYS-5). */
class PredictingTest {
    private static final TopicPartition PARTITION = new TopicPartition("requests", 0);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final AtomicReference<Error> inAnswer = new AtomicReference<>();
    private final SchemaRegistry registry = SchemaRegistry.from(Map.of("schema.registry.url", "mock://predicting"));
    private final CompletionTracker<Outcome> tracker = new CompletionTracker<>(() -> {});
    private final Admission admission = new Admission(8, 1 << 20);
    private final Threads threads = Threads.start(1, 1);
    private final PlanInService rows = serving(ClassifierContract.TABULAR, TestClassifiers.ofRows());
    private final PlanInService texts = serving(ClassifierContract.TEXT, TestClassifiers.ofTexts());
    private final PlanInService transformer = serving(ClassifierContract.TEXT, TestTransformers.artifact());
    private final Predicting predicting = new Predicting(
            new Predictions(CLOCK, new CostRate(new BigDecimal("0.05"), "USD"), new Devices(provider -> {
                if (inAnswer.get() != null) {
                    throw inAnswer.get();
                }
                return new Device("EPYC", "amd64");
            })),
            new Publishing(registry),
            new Telemetry(),
            threads.decode());
    private long offset;

    @AfterEach
    void close() {
        threads.close();
        rows.release();
        texts.release();
        transformer.release();
    }

    @Test
    void shouldAnswerRowsAndTextsWithTheirProvenance() {
        PredictionCompleted row = prediction(ask(rows, row("a", 3L, "b", 1.5)));
        PredictionCompleted text = prediction(ask(texts, new TextInput("Turn RIGHT!")));

        assertThat(row.getLabel()).isEqualTo("left");
        assertThat(row.getProbabilities()).hasSize(2).first().satisfies(first -> {
            assertThat(first.getLabel()).isEqualTo("left");
            assertThat(first.getProbability()).isBetween(0.81f, 0.82f);
        });
        assertThat(row.getApproval().getApprover()).isEqualTo("mia");
        assertThat(row.getModel().getVersion()).isEqualTo("1");
        assertThat(row.getMeta().getCause().getOffset()).isZero();
        assertThat(row.getRequestId()).isEqualTo("request-0");
        assertThat(row.getContractSha256()).hasSize(64).isNotEqualTo(text.getContractSha256());
        assertThat(row.getInputSha256()).hasSize(64);
        assertThat(row.getOutputSha256()).hasSize(64);
        assertThat(text.getLabel()).isEqualTo("right");
        assertThat(admission.photos()).isZero();
    }

    @Test
    void shouldAnswerTextsByTheirTokens() {
        PredictionCompleted whole = prediction(ask(transformer, new TextInput("Where is my parcel?")));
        PredictionCompleted cut = prediction(ask(transformer, new TextInput("my ".repeat(20))));

        assertThat(whole.getLabel()).isIn(TestTransformers.CLASSES);
        assertThat((double) whole.getProbabilities().get(0).getProbability())
                .isCloseTo(TestTransformers.expected(new long[] {2, 4, 5, 6, 7, 8, 11, 3}, false)[0], within(1e-6));
        assertThat(whole.getTokensLeftOut()).isZero();
        assertThat(whole.getInputSha256())
                .isEqualTo(new TokenRow(new long[] {2, 4, 5, 6, 7, 8, 11, 3}, new long[8], 0).sha256());
        assertThat(cut.getTokensLeftOut()).isEqualTo(6);
        assertThat(cut.getContractSha256()).isEqualTo(whole.getContractSha256()).hasSize(64);
        assertThat(failure(ask(transformer, new TextInput(" "))).getText()).contains("the text is empty");
        assertThat(failure(ask(transformer, row("a", 1L))).getText()).contains("takes a text, not a row");
    }

    @Test
    void shouldSayWhatIsWrongWithARow() {
        PredictionFailed failure = failure(ask(rows, row("a", 11.0, "c", true, "b", "many")));

        assertThat(failure.getReason()).isEqualTo(PredictionFailureReason.BAD_INPUT);
        assertThat(failure.getText())
                .contains("sides 1 does not take this input", "c is no column of the model")
                .contains("a is above the largest value allowed, 10", "b is no number");
        assertThat(failure.getModelVersion()).isEqualTo("1");
        assertThat(failure(ask(rows, new TextInput("left"))).getText()).contains("takes a row, not a text");
        assertThat(failure(ask(texts, row("a", 1L))).getText()).contains("takes a text, not a row");
        assertThat(failure(ask(texts, new TextInput(" \n"))).getText()).contains("the text is empty");
        assertThat(failure(ask(texts, new TextInput("x".repeat(20_001)))).getText())
                .contains("longer than 20000");
        assertThat(prediction(ask(rows, row("a", 3L, "b", 1L))).getLabel()).isEqualTo("left");
    }

    @Test
    void shouldSayThatNothingIsInService() {
        PredictionFailed failure = failure(ask(null, row("a", 3L)));

        assertThat(failure.getReason()).isEqualTo(PredictionFailureReason.NOT_IN_SERVICE);
        assertThat(failure.getText()).contains("'sides'", "model list", "rolled out");
        assertThat(failure.getModelVersion()).isNull();
        assertThat(admission.photos()).isZero();
    }

    @Test
    void shouldBlameTheModelForAnAnswerThatIsNone() {
        PredictionFailed failure = failure(ask(rows, row("a", 3L)));

        assertThat(failure.getReason()).isEqualTo(PredictionFailureReason.MODEL_ERROR);
        assertThat(failure.getText()).contains("the probability NaN");
    }

    @Test
    void shouldTryAgainWhereTheMemoryRunsOutOverAnAnswer() {
        inAnswer.set(new OutOfMemoryError("Java heap space"));

        assertThat(ask(rows, row("a", 3L, "b", 1L)))
                .isInstanceOfSatisfying(Outcome.Broken.class, broken -> assertThat(broken.cause())
                        .isInstanceOf(KafkaException.class));
        inAnswer.set(new StackOverflowError());
        assertThat(failure(ask(rows, row("a", 3L, "b", 1L))).getText()).contains("cannot be written");
        inAnswer.set(null);
        assertThat(prediction(ask(rows, row("a", 3L, "b", 1L))).getLabel()).isEqualTo("left");
        assertThat(admission.photos()).isZero();
    }

    @Test
    void shouldHaveAShadowSeeARequestAndTellNobodyWhoAsked() {
        PlanInService shadowed =
                serving(ClassifierContract.TABULAR, TestClassifiers.ofRows(), Arm.CHAMPION, Arm.SHADOW);
        try {
            RowInput row = row("a", 3L, "b", 1.5);
            PredictionCompleted answer = prediction(ask(Duty.PREDICT, shadowed, row));
            PredictionCompleted shadow = output(ask(Duty.PREDICT_SHADOW, shadowed, row), Topics.SHADOW_PREDICTIONS);

            assertThat(shadow.getArm()).isEqualTo(Arm.SHADOW);
            assertThat(shadow.getModel().getVersion()).isEqualTo("2");
            assertThat(shadow.getRolloutId()).isEqualTo(answer.getRolloutId());
            assertThat(shadow.getOutputSha256()).isEqualTo(answer.getOutputSha256());
            PredictionFailed failure = failure(ask(Duty.PREDICT_SHADOW, shadowed, row("a", 3L)));
            assertThat(failure.getArm()).isEqualTo(Arm.SHADOW);
            assertThat(failure.getModelVersion()).isEqualTo("2");
            assertThat(failure.getReason()).isEqualTo(PredictionFailureReason.MODEL_ERROR);
            assertThat(admission.photos()).isZero();
        } finally {
            shadowed.release();
        }
    }

    /** Readers tell events apart by their ids, so what two arms say of one request has two. */
    @Test
    void shouldNameWhatArmsSayOfOneRequestDifferently() {
        PlanInService shadowed =
                serving(ClassifierContract.TABULAR, TestClassifiers.ofRows(), Arm.CHAMPION, Arm.SHADOW);
        try {
            RowInput row = row("a", 3L);
            String champion =
                    failure(ask(Duty.PREDICT, shadowed, row)).getMeta().getEventId();
            offset = 0;
            tracker.discardAll();
            String shadow =
                    failure(ask(Duty.PREDICT_SHADOW, shadowed, row)).getMeta().getEventId();
            offset = 0;
            tracker.discardAll();
            String again = failure(ask(Duty.PREDICT, shadowed, row)).getMeta().getEventId();

            assertThat(shadow).isNotEqualTo(champion);
            assertThat(again).isEqualTo(champion);
        } finally {
            shadowed.release();
        }
    }

    @Test
    void shouldPassOverRequestsThatNoShadowIsToSee() {
        assertThat(ask(Duty.PREDICT_SHADOW, rows, row("a", 3L, "b", 1L)))
                .isInstanceOfSatisfying(Outcome.Answered.class, nothing -> assertThat(nothing.outputs())
                        .isEmpty());
        assertThat(ask(Duty.PREDICT_SHADOW, null, row("a", 3L)))
                .isInstanceOfSatisfying(Outcome.Answered.class, nothing -> assertThat(nothing.outputs())
                        .isEmpty());
        assertThat(admission.photos()).isZero();
    }

    private static RowInput row(Object... pairs) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return new RowInput(values);
    }

    private Outcome ask(PlanInService plan, SpecificRecord input) {
        return ask(Duty.PREDICT, plan, input);
    }

    /** @param plan null where nothing is in service */
    private Outcome ask(Duty duty, PlanInService plan, SpecificRecord input) {
        if (plan != null) {
            assertThat(plan.retain()).isTrue();
        }
        PredictionRequested event = new PredictionRequested(
                new Meta("e" + offset, NOW, "ada", "correlation", null),
                "request-" + offset,
                "sides",
                "customer-7",
                input);
        LogPosition position = new LogPosition(PARTITION.topic(), 0, offset, "e" + offset);
        predicting.submit(
                new Requested(event, position, 100, List.of()),
                duty,
                Optional.ofNullable(plan),
                admission,
                tracker.begin(PARTITION, offset));
        offset++;
        List<Outcome> outcomes = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            outcomes.clear();
            tracker.completed(outcomes::add);
            return outcomes.size() == offset;
        });
        return outcomes.get(outcomes.size() - 1);
    }

    private PredictionCompleted prediction(Outcome outcome) {
        return output(outcome, Topics.PREDICTIONS);
    }

    private PredictionFailed failure(Outcome outcome) {
        return output(outcome, Topics.PREDICTION_FAILURES);
    }

    private <V extends SpecificRecord> V output(Outcome outcome, Topic<V> topic) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        List<ProducerRecord<byte[], byte[]>> outputs = ((Outcome.Answered) outcome).outputs();
        assertThat(outputs).hasSize(1).first().extracting(ProducerRecord::topic).isEqualTo(topic.name());
        assertThat(new String(outputs.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("customer-7");
        return new AvroDeserializer<>(registry, topic.value())
                .deserialize(topic.name(), outputs.get(0).value());
    }

    private static PlanInService serving(String kind, byte[] graph) {
        return serving(kind, graph, Arm.CHAMPION);
    }

    /** With versions 1, 2 … as these arms. */
    private static PlanInService serving(String kind, byte[] graph, Arm... arms) {
        List<ArmInService> served = new ArrayList<>();
        for (Arm arm : arms) {
            ServedModel model = ServedModels.of(
                    new ServedGraph.Classifier(TestClassifiers.spec(kind)),
                    graph,
                    new SessionPolicy(
                            1,
                            RuntimeOptions.cpu(),
                            new BatchPolicy(4, Duration.ofMillis(1)),
                            new BreakerPolicy(5, 10, Duration.ofSeconds(1))));
            served.add(new ArmInService(
                    arm,
                    new ModelIdentity("sides", Integer.toString(served.size() + 1), "ab".repeat(32), null),
                    new Approval("mia", null),
                    new Thresholds(0f, 1f, 1),
                    10_000,
                    model));
        }
        return PlansForTests.of("sides", "rollout-1", NOW, served.toArray(ArmInService[]::new));
    }
}
