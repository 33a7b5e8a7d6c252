package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.PredictionRequested;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.decide.Devices;
import io.verdict.inference.decide.Predictions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.loop.DecisionLoop;
import io.verdict.inference.loop.LoopClients;
import io.verdict.inference.loop.LoopPolicy;
import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.loop.LoopStatus.State;
import io.verdict.inference.loop.RequestIntake;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.pipeline.Publishing;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.session.Device;
import io.verdict.inference.status.Telemetry;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;

/** INF-2, REG-4: where a loop ends by itself, whoever looks after the process can see it. */
class LoopsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Clock CLOCK = Clock.systemUTC();

    private final SchemaRegistry registry = SchemaRegistry.from(Map.of("schema.registry.url", "mock://loops"));
    private final AtomicLong polls = new AtomicLong();

    @Test
    void shouldEndTogetherWhereWhatAnswersRequestsEnds() throws Exception {
        Loops loops = new Loops(List.of(running(Duty.DECIDE), running(Duty.SHADOW), refused(Duty.PREDICT)));

        loops.run();

        assertThat(states(loops)).containsExactly(State.STOPPED, State.STOPPED, State.FAILED);
        assertThat(loops.failure())
                .hasValueSatisfying(problem -> assertThat(problem).contains("no-such-right"));
        assertThat(status(loops).isServing()).isFalse();
    }

    @Test
    void shouldDecideOnWhereAShadowEndsAndSayThatItHas() throws Exception {
        Loops loops = new Loops(List.of(running(Duty.DECIDE), refused(Duty.SHADOW), refused(Duty.PREDICT_SHADOW)));
        Thread thread = new Thread(() -> uninterruptibly(loops), "loops");
        thread.start();
        await().atMost(PATIENCE).until(() -> status(loops).ended().size() == 2);

        // It still goes round and round.
        long before = polls.get();
        await().atMost(PATIENCE).until(() -> polls.get() > before + 100);
        assertThat(thread.isAlive()).isTrue();
        assertThat(status(loops).ended())
                .extracting(LoopStatus::duty)
                .containsExactly(Duty.SHADOW, Duty.PREDICT_SHADOW);

        loops.stop();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(states(loops)).containsExactly(State.STOPPED, State.FAILED, State.FAILED);
        assertThat(loops.failure()).isEmpty();
    }

    @Test
    void shouldBeServingWhilePhotosAreDecidedOnAndOnlyShadowsHaveEnded() {
        LoopStatus deciding = new LoopStatus(Duty.DECIDE, State.RUNNING, List.of(), 0, "");
        LoopStatus shadow = new LoopStatus(Duty.SHADOW, State.FAILED, List.of(), 0, "no right");
        LoopStatus answering = new LoopStatus(Duty.PREDICT, State.FAILED, List.of(), 0, "no right");

        assertThat(status(List.of(deciding, shadow)).isServing()).isTrue();
        assertThat(status(List.of(deciding, shadow)).ended()).containsExactly(shadow);
        assertThat(status(List.of(deciding, answering)).isServing()).isFalse();
    }

    private static List<State> states(Loops loops) {
        return loops.statuses().stream().map(LoopStatus::state).toList();
    }

    private static InferenceStatus status(Loops loops) {
        return status(loops.statuses());
    }

    private static InferenceStatus status(List<LoopStatus> loops) {
        Telemetry telemetry = new Telemetry();
        return new InferenceStatus(
                loops, List.of(), List.of(), List.of(), "", telemetry.counts(), telemetry.latencies());
    }

    private static void uninterruptibly(Loops loops) {
        try {
            loops.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that has no place in its group yet, and goes on asking for it. */
    private DecisionLoop running(Duty duty) {
        return loop(duty, new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                polls.incrementAndGet();
                return super.poll(timeout);
            }
        });
    }

    private DecisionLoop refused(Duty duty) {
        return loop(duty, new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                throw new GroupAuthorizationException("no-such-right");
            }
        });
    }

    private DecisionLoop loop(Duty duty, Consumer<byte[], byte[]> consumer) {
        Telemetry telemetry = new Telemetry();
        Predicting predicting = new Predicting(
                new Predictions(
                        CLOCK,
                        new CostRate(new BigDecimal("0.05"), "USD"),
                        new Devices(provider -> new Device("EPYC", "amd64"))),
                new Publishing(registry),
                telemetry,
                Runnable::run);
        RequestIntake intake = new RequestIntake(
                duty,
                new AvroDeserializer<>(registry, PredictionRequested.class),
                Serving.ofClassifiers(FetchPolicy.standard(), CLOCK, () -> {}),
                predicting,
                new Admission(1, 1),
                () -> true,
                telemetry);
        LoopClients clients = new LoopClients(() -> consumer, () -> {
            throw new IllegalStateException("Nothing is written without a place in the group");
        });
        return new DecisionLoop(
                Topics.PREDICTION_REQUESTS.name(), clients, intake, LoopPolicy.standard(), telemetry, CLOCK);
    }
}
