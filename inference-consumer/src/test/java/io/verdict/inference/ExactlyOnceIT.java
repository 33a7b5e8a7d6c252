package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageFeatures;
import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.testing.FailingProducer;
import io.verdict.inference.testing.Harness;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.StalledProducer;
import io.verdict.inference.testing.TestGraphs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactlyOnceIT {
    private final Harness harness = new Harness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void shouldNeitherLoseNorRepeatADecisionWhenTransactionsFail() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConfig config = harness.config("a");
        FailingProducer failing = new FailingProducer(42, 6);
        harness.start(new InferenceConsumer(
                config, harness.store(), Clock.systemUTC(), new InferenceClients(config, failing)));
        for (int i = 0; i < 120; i++) {
            harness.accept(Pictures.jpeg(50 + i));
            if (i % 10 == 0) {
                int sofar = i / 2;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> harness.decisions().size() >= sofar);
            }
        }

        harness.awaitAllAnsweredOnce();

        assertThat(failing.failures()).isGreaterThan(5);
        assertThat(harness.features())
                .extracting(ImageFeatures::getImageId)
                .containsExactlyInAnyOrderElementsOf(harness.published());
    }

    @Test
    void shouldNeitherLoseNorRepeatADecisionThroughRebalances() throws InterruptedException {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer first = harness.start("a");
        AtomicBoolean done = new AtomicBoolean();
        Thread uploads = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                harness.accept(Pictures.jpeg(50 + i % 200));
            }
        });
        await().until(() -> assigned(first) == 4);
        uploads.start();

        InferenceConsumer second = harness.start("b");
        await().atMost(Duration.ofSeconds(60)).until(() -> assigned(second) == 2 && assigned(first) == 2);
        harness.stop(first);
        await().atMost(Duration.ofSeconds(60)).until(() -> assigned(second) == 4);
        InferenceConsumer third = harness.start("c");
        await().atMost(Duration.ofSeconds(60)).until(() -> assigned(third) == 2);
        done.set(true);
        uploads.join();
        harness.flush();

        harness.awaitAllAnsweredOnce();
        assertThat(first.status().deciding().state()).isEqualTo(LoopStatus.State.STOPPED);
        assertThat(harness.decisions())
                .extracting(decision -> decision.getMeta().getEventId())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGoOnWhereItStoppedAfterAGracefulStop() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer before = harness.start("a");
        for (int i = 0; i < 60; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }
        await().until(() -> !harness.decisions().isEmpty());
        harness.stop(before);
        int decided = harness.decisions().size();
        for (int i = 0; i < 20; i++) {
            harness.accept(Pictures.jpeg(100 + i));
        }

        harness.start("a");

        assertThat(harness.awaitAllAnsweredOnce()).hasSize(80).hasSizeGreaterThan(decided);
        assertThat(before.status().deciding().inFlight()).isZero();
    }

    @Test
    void shouldTakeOverAtOnceFromAPredecessorOfTheSameNameAndFenceIt() {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConsumer predecessor = harness.start("a");
        harness.accept(Pictures.jpeg(90));
        harness.awaitAllAnsweredOnce();

        harness.start("a");
        for (int i = 0; i < 30; i++) {
            harness.accept(Pictures.jpeg(50 + i));
        }

        assertThat(harness.awaitAllAnsweredOnce())
                .extracting(DetectionCompleted::getImageId)
                .hasSize(31);
        assertThat(harness.failure(predecessor)).contains("same instance id");
        assertThat(predecessor.status().deciding().state()).isEqualTo(LoopStatus.State.FAILED);
    }

    /** Stalled in its commit, the predecessor hears of its successor from its producer first, or of something else. */
    @ParameterizedTest
    @MethodSource("newsOfASuccessor")
    void shouldYieldToASuccessorWhateverItsProducerSays(RuntimeException news) {
        harness.serve("1", TestGraphs.meanRed(0));
        InferenceConfig config = harness.config("a");
        StalledProducer stalled = new StalledProducer(news);
        InferenceConsumer predecessor = harness.start(new InferenceConsumer(
                config, harness.store(), Clock.systemUTC(), new InferenceClients(config, stalled)));
        harness.accept(Pictures.jpeg(90));
        await().atMost(Duration.ofSeconds(60)).until(stalled::isStalled);
        InferenceConsumer successor = harness.start("a");
        await().atMost(Duration.ofSeconds(60)).until(() -> assigned(successor) == 4);

        stalled.release();

        assertThat(harness.failure(predecessor)).contains("same instance id");
        harness.accept(Pictures.jpeg(91));
        harness.awaitAllAnsweredOnce();
        assertThat(successor.status().deciding().state()).isEqualTo(LoopStatus.State.RUNNING);
    }

    static List<RuntimeException> newsOfASuccessor() {
        return List.of(
                new ProducerFencedException("Injected: a newer producer has the transactional id"),
                new InvalidTxnStateException("Injected: the successor has ended the transaction"),
                new TimeoutException("Injected: no answer"));
    }

    private static int assigned(InferenceConsumer consumer) {
        return consumer.status().deciding().partitions().size();
    }
}
