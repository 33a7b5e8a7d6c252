package io.verdict.connectors.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunFailure;
import io.verdict.events.RunLimits;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TRN-2: a store that takes its time with a checkpoint holds up the trainer, and nobody else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchTest {

    private static final MetricValue LOSS = new MetricValue(1, 0L, "loss", 0.5);

    private final Hours clock = new Hours();
    private final MemoryLog log = new MemoryLog("r1", clock);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        RunSetting setting = new RunSetting("1", null, Map.of());
        log.append(List.of(new RunStarted(Runs.spec(), setting, "dana", null, null)));
    }

    private Watch watch(RunLimits limits) throws Exception {
        BadStore slow = new BadStore(FileObjectStore.open(folder.resolve("objects")), next -> {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new StoreException(StoreException.Kind.UNAVAILABLE, "interrupted");
            }
            return next.store();
        });
        RunObjects objects = new RunObjects(slow, "local", "r1", clock);
        return new Watch(log, objects, limits, new Watch.Following(new StopSwitch(), RunListener.NONE), clock);
    }

    /** Ends an epoch on the trainer's thread; the store has been asked when this returns. */
    private CompletableFuture<Void> epoch(Watch watch) throws Exception {
        Path checkpoint = Files.writeString(folder.resolve("c"), "weights");
        CompletableFuture<Void> trainer =
                CompletableFuture.runAsync(() -> watch.epoch(1, List.of(LOSS), Optional.of(checkpoint)), thread -> {
                    Thread own = new Thread(thread, "trainer");
                    own.setDaemon(true);
                    own.start();
                });
        asked.await();
        return trainer;
    }

    @Test
    void shouldGiveTheStoreUpAfterTheSilenceThatIsAllowed() throws Exception {
        Watch watch = watch(new RunLimits(3600, null));
        CompletableFuture<Void> trainer = epoch(watch);

        assertThat(watch.overdue()).isEmpty();
        clock.pass(Duration.ofHours(1));
        TrainingFault fault = watch.overdue().orElseThrow();
        watch.close();
        answers.countDown();

        assertThat(fault.failure()).isEqualTo(RunFailure.STORE);
        assertThat(fault.passing()).isTrue();
        assertThat(trainer)
                .failsWithin(Duration.ofSeconds(50))
                .withThrowableThat()
                .withMessageContaining("given this");
        assertThat(log.names()).as("nothing behind the run's back").containsExactly("RunStarted");
    }

    @Test
    void shouldEndOvertimeWhileTheStoreHangs() throws Exception {
        Watch watch = watch(new RunLimits(7200, 3600));
        CompletableFuture<Void> trainer = epoch(watch);

        clock.pass(Duration.ofHours(1));

        assertThat(watch.overdue()).map(TrainingFault::failure).contains(RunFailure.OVERTIME);
        watch.close();
        answers.countDown();
        assertThat(trainer).failsWithin(Duration.ofSeconds(50));
    }

    @Test
    void shouldPutFiguresAndCheckpointOnTheLogTogetherAndCountNoSilence() throws Exception {
        Watch watch = watch(new RunLimits(7200, null));
        CompletableFuture<Void> trainer = epoch(watch);
        clock.pass(Duration.ofHours(1));
        assertThat(log.names()).containsExactly("RunStarted");

        answers.countDown();
        trainer.join();
        clock.pass(Duration.ofHours(1));

        assertThat(watch.overdue()).as("since the store has answered").isEmpty();
        assertThat(log.facts()).element(1).isEqualTo(new MetricsLogged(List.of(LOSS)));
        assertThat(log.facts()).element(2).isInstanceOf(CheckpointSaved.class);
    }
}
