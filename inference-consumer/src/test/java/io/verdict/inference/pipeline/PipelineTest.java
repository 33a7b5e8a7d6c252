package io.verdict.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.Envelope;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFormat;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelIdentity;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.decide.Accepted;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.decide.Decisions;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.fetch.ObjectReader;
import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.PlansForTests;
import io.verdict.inference.session.Device;
import io.verdict.inference.session.ServedModel;
import io.verdict.inference.session.ServedModels;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.status.Telemetry;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.TestGraphs;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final TopicPartition PARTITION = new TopicPartition("images", 0);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] JPEG = Pictures.jpeg(120);

    /** Fails while it is set; each part below asks its own. */
    private final AtomicReference<Error> inStore = new AtomicReference<>();

    private final AtomicReference<Error> inFailure = new AtomicReference<>();
    private final AtomicReference<Error> inDecision = new AtomicReference<>();

    private Device device = new Device("EPYC", "amd64");
    private PlanInService plan = serving(TestGraphs.spec("car-damage", "3"));
    private final SchemaRegistry registry = SchemaRegistry.from(Map.of("schema.registry.url", "mock://pipeline"));
    private final CompletionTracker<Outcome> tracker = new CompletionTracker<>(() -> {});
    private final Admission admission = new Admission(8, 1 << 20);
    private final Threads threads = Threads.start(1, 1);
    private final Pipeline pipeline = pipeline();
    private long offset;

    @AfterEach
    void close() {
        threads.close();
        plan.release();
    }

    @Test
    void shouldBreakOffAndGoOnWhereALibraryIsMissing() {
        inStore.set(new NoClassDefFoundError("Could not initialize class opencv_core"));
        submit(JPEG);

        assertThat(outcomes(1).get(0)).isInstanceOfSatisfying(Outcome.Broken.class, broken -> assertThat(broken.cause())
                .isNotInstanceOf(KafkaException.class)
                .hasMessageContaining("opencv_core"));
        inStore.set(null);
        assertNextIsDecided();
    }

    @Test
    void shouldBlameThePhotoForAnErrorThatIsItsOwn() {
        inStore.set(new StackOverflowError());
        submit(JPEG);

        assertThat(outcomes(1).get(0)).satisfies(outcome -> assertTopics(outcome, Topics.DETECTION_FAILURES.name()));
        inStore.set(null);
        assertNextIsDecided();
    }

    @Test
    void shouldTryAgainWhereTheMemoryRunsOutOverAFailure() {
        inFailure.set(new OutOfMemoryError("Java heap space"));
        submit("no photo".getBytes(StandardCharsets.UTF_8));

        assertThat(outcomes(1).get(0)).isInstanceOfSatisfying(Outcome.Broken.class, broken -> assertThat(broken.cause())
                .isInstanceOf(KafkaException.class));
        inFailure.set(null);
        assertNextIsDecided();
    }

    @Test
    void shouldAnswerEveryPhotoOfABatchWhereTheMemoryRunsOutOverADecision() {
        inDecision.set(new OutOfMemoryError("Java heap space"));
        for (int i = 0; i < 4; i++) {
            submit(JPEG);
        }

        assertThat(outcomes(4)).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.Broken.class, broken -> assertThat(broken.cause())
                        .isInstanceOf(KafkaException.class)));
        inDecision.set(null);
        assertNextIsDecided();
    }

    @Test
    void shouldBlameTheModelForADecisionThatIsTooLargeForTheLog() {
        DetectorSpec spec = TestGraphs.spec("car-damage", "3");
        plan.release();
        plan = serving(new DetectorSpec(
                spec.name(),
                spec.version(),
                List.of("dent".repeat(260_000), "scratch"),
                spec.inputWidth(),
                spec.inputHeight(),
                spec.input(),
                spec.output(),
                spec.scoreThreshold(),
                spec.iouThreshold(),
                spec.maxDetections(),
                ""));
        submit(JPEG);

        DetectionFailed failure = failure(outcomes(1).get(0));
        assertThat(failure.getReason()).isEqualTo(FailureReason.MODEL_ERROR);
        assertThat(failure.getText()).contains("Detections: 1", "detections, where 1000000", "maxDetections");
        assertThat(failure.getModelVersion()).isEqualTo("3");
    }

    @Test
    void shouldAnswerAPhotoWhoseDecisionCannotBeWritten() {
        device = new Device(null, "amd64");
        submit(JPEG);

        DetectionFailed failure = failure(outcomes(1).get(0));
        assertThat(failure.getReason()).isEqualTo(FailureReason.UNKNOWN);
        assertThat(failure.getText()).contains("cannot be written");
        device = new Device("EPYC", "amd64");
        assertNextIsDecided();
    }

    private DetectionFailed failure(Outcome outcome) {
        assertTopics(outcome, Topics.IMAGE_FEATURES.name(), Topics.DETECTION_FAILURES.name());
        ProducerRecord<byte[], byte[]> record =
                ((Outcome.Answered) outcome).outputs().get(1);
        return new AvroDeserializer<>(registry, DetectionFailed.class).deserialize(record.topic(), record.value());
    }

    private static PlanInService serving(DetectorSpec spec) {
        ServedModel model = ServedModels.of(
                spec,
                TestGraphs.meanRed(0),
                new SessionPolicy(
                        1,
                        RuntimeOptions.cpu(),
                        new BatchPolicy(2, Duration.ofMillis(5)),
                        new BreakerPolicy(1, 1, Duration.ofSeconds(1))));
        return PlansForTests.of(
                "car-damage",
                "rollout-1",
                NOW,
                new ArmInService(
                        Arm.CHAMPION,
                        new ModelIdentity("car-damage", "3", "ab".repeat(32), new LogPosition("models", 0, 7L, "fact")),
                        new Approval("mia", null),
                        new Thresholds(0.3f, 0.5f, 50),
                        10_000,
                        model));
    }

    private void assertNextIsDecided() {
        submit(JPEG);
        List<Outcome> all = outcomes((int) offset);
        assertTopics(all.get(all.size() - 1), Topics.IMAGE_FEATURES.name(), Topics.DETECTIONS.name());
        assertThat(admission.photos()).isZero();
    }

    private static void assertTopics(Outcome outcome, String... topics) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> assertThat(answered.outputs())
                .extracting(ProducerRecord::topic)
                .containsExactly(topics));
    }

    /** The outcomes of the first so many photos, once all are there. */
    private List<Outcome> outcomes(int count) {
        List<Outcome> outcomes = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            outcomes.clear();
            tracker.completed(outcomes::add);
            return outcomes.size() == count;
        });
        return outcomes;
    }

    private void submit(byte[] bytes) {
        assertThat(plan.retain()).isTrue();
        Photo photo = new Photo(
                "image-" + offset,
                "listing-1",
                "app",
                "ada",
                "ap-south-1",
                NOW,
                new StoredObject(
                        bytes == JPEG ? "mem:jpeg" : "mem:text",
                        null,
                        ImageFetcher.sha256(bytes),
                        "0".repeat(32),
                        (long) bytes.length),
                ImageFormat.JPEG,
                160,
                120,
                1,
                null,
                null);
        ImageAccepted event = new ImageAccepted(Envelope.fresh(Clock.fixed(NOW, ZoneOffset.UTC), "c"), photo, false);
        pipeline.submit(
                new Accepted(event, new LogPosition("images", 0, offset, "e" + offset), List.of()),
                Duty.DECIDE,
                List.of(plan),
                admission,
                tracker.begin(PARTITION, offset));
        offset++;
    }

    private Pipeline pipeline() {
        ObjectReader store = (uri, version) -> {
            throwIfSet(inStore);
            return uri.equals("mem:jpeg") ? JPEG : "no photo".getBytes(StandardCharsets.UTF_8);
        };
        Clock clock = new FailingClock();
        return new Pipeline(
                new ImageFetcher(store, 1 << 20),
                FetchPolicy.standard(),
                new Preprocessing(1_000_000),
                new Decisions(clock, new CostRate(new BigDecimal("0.05"), "USD"), provider -> {
                    throwIfSet(inDecision);
                    return device;
                }),
                new Publishing(registry),
                new Telemetry(),
                threads);
    }

    private static void throwIfSet(AtomicReference<Error> error) {
        Error set = error.get();
        if (set != null) {
            throw set;
        }
    }

    /** Every event asks for the time, so this is where the making of one can fail. */
    private final class FailingClock extends Clock {
        @Override
        public Instant instant() {
            throwIfSet(inFailure);
            return NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
