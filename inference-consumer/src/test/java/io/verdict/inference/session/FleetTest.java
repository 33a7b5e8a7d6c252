package io.verdict.inference.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.events.FailureReason;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.image.Letterbox;
import io.verdict.inference.image.ModelInput;
import io.verdict.inference.testing.TestGraphs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REG-6: models come into memory on demand and go when they are not needed or the room is. */
class FleetTest {

    private static final int SIDE = TestGraphs.SIDE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SessionPolicy SESSIONS = new SessionPolicy(
            1,
            RuntimeOptions.cpu(),
            new BatchPolicy(4, Duration.ofMillis(1)),
            new BreakerPolicy(2, 2, Duration.ofHours(1)));

    private final AtomicLong now = new AtomicLong();
    private final ConcurrentHashMap<String, AtomicInteger> loads = new ConcurrentHashMap<>();
    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
    }

    private Fleet fleet(long bytes, Duration idle) {
        fleet = new Fleet(new FleetPolicy(bytes, idle), now::get);
        return fleet;
    }

    private ServedModel take(String name, long bytes) {
        loads.put(name, new AtomicInteger());
        return fleet.take(load(name), bytes, () -> load(name), () -> {});
    }

    private LoadedModel load(String name) {
        loads.get(name).incrementAndGet();
        return LoadedModel.load(TestGraphs.spec(name, "1"), TestGraphs.meanRed(0), SESSIONS);
    }

    private static CompletableFuture<Inference> ask(ServedModel model, int red) {
        model.expect();
        return submit(model, red);
    }

    private static CompletableFuture<Inference> submit(ServedModel model, int red) {
        CompletableFuture<Inference> answer = new CompletableFuture<>();
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
        }
        model.submit(new InferenceTask(
                new ModelInput(rgb, Letterbox.fit(SIDE, SIDE, SIDE, SIDE)),
                System.nanoTime(),
                () -> false,
                answer::complete));
        return answer;
    }

    private static Inference.Inferred inferred(CompletableFuture<Inference> answer) throws Exception {
        return (Inference.Inferred) answer.get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldKeepEveryModelWhereNothingIsBounded() throws Exception {
        fleet(0, Duration.ZERO);
        ServedModel model = take("a", 1_000);
        now.addAndGet(Duration.ofDays(9).toNanos());
        assertThat(inferred(ask(model, 90)).coldStartMicros()).isZero();
        assertThat(model.isInMemory()).isTrue();
        assertThat(loads.get("a")).hasValue(1);
        model.release();
        assertThat(model.awaitClosed(30_000)).isTrue();
    }

    @Test
    void shouldScaleToZeroAndSayWhatTheNextPhotoHasWaitedFor() throws Exception {
        fleet(0, Duration.ofMillis(100));
        ServedModel model = take("a", 1_000);
        assertThat(inferred(ask(model, 90)).coldStartMicros()).isZero();
        now.addAndGet(Duration.ofMillis(101).toNanos());
        await().atMost(PATIENCE).until(() -> !model.isInMemory());

        Inference.Inferred first = inferred(ask(model, 90));
        assertThat(first.coldStartMicros()).isPositive();
        assertThat(inferred(ask(model, 90)).coldStartMicros()).isZero();
        assertThat(loads.get("a")).hasValue(2);
    }

    @Test
    void shouldLetGoOfTheOneThatWasNeededLongestAgo() throws Exception {
        fleet(2_500, Duration.ZERO);
        ServedModel a = take("a", 1_000);
        now.incrementAndGet();
        ServedModel b = take("b", 1_000);
        now.incrementAndGet();
        inferred(ask(a, 90));
        now.incrementAndGet();
        ServedModel c = take("c", 1_000);
        await().atMost(PATIENCE).until(() -> !b.isInMemory());
        assertThat(a.isInMemory()).isTrue();
        assertThat(c.isInMemory()).isTrue();

        now.incrementAndGet();
        inferred(ask(c, 90));
        now.incrementAndGet();
        inferred(ask(b, 90));
        assertThat(a.isInMemory()).isFalse();
        assertThat(b.isInMemory()).isTrue();
    }

    @Test
    void shouldRunAModelThatIsLargerThanTheRoom() throws Exception {
        fleet(10, Duration.ZERO);
        ServedModel model = take("a", 1_000);
        inferred(ask(model, 90));
        ServedModel other = take("b", 1_000);
        inferred(ask(other, 90));
        inferred(ask(model, 90));
    }

    @Test
    void shouldNotBeHeldInMemoryByAPhotoThatIsStillFetched() throws Exception {
        fleet(1_500, Duration.ZERO);
        ServedModel a = take("a", 1_000);
        a.expect();
        a.expect();
        now.incrementAndGet();
        ServedModel b = take("b", 1_000);
        await().atMost(PATIENCE).until(() -> !a.isInMemory() || loads.get("a").get() > 1);
        inferred(ask(b, 90));
        assertThat(loads.get("a").get()).isLessThanOrEqualTo(2);
        assertThat(inferred(submit(a, 90)).coldStartMicros()).isPositive();
        a.withdraw();
        inferred(ask(b, 90));
        inferred(ask(a, 90));
    }

    @Test
    void shouldAnswerPhotosThatAModelCannotBeLoadedFor() throws Exception {
        fleet(0, Duration.ofMillis(10));
        AtomicBoolean broken = new AtomicBoolean(true);
        loads.put("a", new AtomicInteger());
        ServedModel model = fleet.take(
                load("a"),
                1,
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("the disk is gone");
                    }
                    return load("a");
                },
                () -> {});
        now.addAndGet(Duration.ofMillis(11).toNanos());
        await().atMost(PATIENCE).until(() -> !model.isInMemory());
        assertThat(ask(model, 90).get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(Inference.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(FailureReason.MODEL_ERROR);
            assertThat(failed.text()).contains("the disk is gone");
        });
        broken.set(false);
        assertThat(inferred(ask(model, 90))).isNotNull();
    }

    @Test
    void shouldLoadForTheNextPhotoAfterTheOneThatAskedWasWithdrawn() throws Exception {
        fleet(1_500, Duration.ZERO);
        CountDownLatch loading = new CountDownLatch(1);
        loads.put("b", new AtomicInteger());
        ServedModel b = fleet.take(
                load("b"),
                1_000,
                () -> {
                    uninterruptibly(loading);
                    return load("b");
                },
                () -> {});
        now.incrementAndGet();
        ServedModel a = take("a", 1_000);
        await().atMost(PATIENCE).until(() -> !b.isInMemory());
        now.incrementAndGet();
        ServedModel c = take("c", 1_000);
        await().atMost(PATIENCE).until(() -> !a.isInMemory());

        CompletableFuture<Inference> first = ask(b, 90);
        a.expect();
        a.withdraw();
        loading.countDown();
        inferred(first);
        // Asked after a, so a's turn is over once it is answered.
        inferred(ask(c, 90));

        inferred(ask(a, 90));
    }

    @Test
    void shouldLetGoOfNoMoreThanTheRoomAsksForWhereOneStillHasToAnswer() throws Exception {
        fleet(2_500, Duration.ZERO);
        ServedModel c = take("c", 1_000);
        now.incrementAndGet();
        ServedModel a = take("a", 1_000);
        now.incrementAndGet();
        ServedModel b = take("b", 1_000);
        await().atMost(PATIENCE).until(() -> !c.isInMemory());
        CountDownLatch answering = new CountDownLatch(1);
        CompletableFuture<Inference> slow = new CompletableFuture<>();
        a.expect();
        a.submit(new InferenceTask(
                new ModelInput(new byte[SIDE * SIDE * 3], Letterbox.fit(SIDE, SIDE, SIDE, SIDE)),
                System.nanoTime(),
                () -> {
                    uninterruptibly(answering);
                    return false;
                },
                slow::complete));
        now.incrementAndGet();
        inferred(ask(b, 90));

        CompletableFuture<Inference> waiting = ask(c, 90);
        await().atMost(PATIENCE).until(a::isLeaving);
        answering.countDown();

        inferred(slow);
        inferred(waiting);
        assertThat(a.isInMemory()).isFalse();
        assertThat(b.isInMemory()).isTrue();
        assertThat(loads.get("b")).hasValue(1);
    }

    @Test
    void shouldNotKeepSessionsWhoseLastUserLeftWhileTheyWereOpened() throws Exception {
        fleet(1_500, Duration.ZERO);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(1);
        CompletableFuture<LoadedModel> again = new CompletableFuture<>();
        loads.put("a", new AtomicInteger());
        ServedModel a = fleet.take(
                load("a"),
                1_000,
                () -> {
                    begun.countDown();
                    uninterruptibly(loading);
                    LoadedModel loaded = load("a");
                    again.complete(loaded);
                    return loaded;
                },
                () -> {});
        now.incrementAndGet();
        take("b", 1_000);
        await().atMost(PATIENCE).until(() -> !a.isInMemory());

        a.expect();
        begun.await();
        a.withdraw();
        a.release();
        loading.countDown();

        assertThat(again.get(30, TimeUnit.SECONDS).awaitClosed(30_000)).isTrue();
        assertThat(a.isInMemory()).isFalse();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldTidyUpWhenTheLastUserLeaves() throws Exception {
        fleet(0, Duration.ofMillis(10));
        CountDownLatch unused = new CountDownLatch(1);
        loads.put("a", new AtomicInteger());
        ServedModel model = fleet.take(load("a"), 1, () -> load("a"), unused::countDown);
        model.release();
        assertThat(unused.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(model.retain()).isFalse();
        assertThat(model.awaitClosed(30_000)).isTrue();
        assertThat(model.isInMemory()).isFalse();
    }

    /** Three models, room for one, many photos from many threads, some of which are withdrawn: each is answered once. */
    @Test
    void shouldAnswerEveryPhotoOnceHoweverOftenModelsComeAndGo() throws Exception {
        fleet(1_000, Duration.ofNanos(1));
        List<ServedModel> models = List.of(take("a", 1_000), take("b", 1_000), take("c", 1_000));
        List<CompletableFuture<Inference>> answers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int seed = thread;
            Thread one = new Thread(() -> {
                for (int i = 0; i < 150; i++) {
                    now.incrementAndGet();
                    ServedModel model = models.get((seed + i / 10) % 3);
                    model.expect();
                    if (i % 7 == 0) {
                        model.withdraw();
                    } else {
                        CompletableFuture<Inference> answer = submit(model, 50 + i);
                        synchronized (answers) {
                            answers.add(answer);
                        }
                        if (i % 5 == 0) {
                            answer.join();
                        }
                    }
                }
            });
            threads.add(one);
            one.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (CompletableFuture<Inference> answer : answers) {
            assertThat(inferred(answer).detections()).isNotEmpty();
        }
        assertThat(loads.values().stream().mapToInt(AtomicInteger::get).sum()).isGreaterThan(3);
        models.forEach(ServedModel::release);
        for (ServedModel model : models) {
            assertThat(model.awaitClosed(30_000)).isTrue();
        }
    }
}
