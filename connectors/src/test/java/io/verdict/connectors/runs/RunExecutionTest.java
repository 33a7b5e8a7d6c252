package io.verdict.connectors.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.NamedContent;
import io.verdict.events.RunFailure;
import io.verdict.events.RunFinished;
import io.verdict.events.RunLimits;
import io.verdict.events.RunResumed;
import io.verdict.events.RunStop;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFailed;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-1 and TRN-2: what is on the log of a run, whatever happens to it. */
class RunExecutionTest {

    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(8));

    private final List<Duration> waits = new ArrayList<>();
    private final StopSwitch stop = new StopSwitch();
    private final Hours clock = new Hours();
    private MemoryLog log = new MemoryLog("r1", clock);
    private ObjectStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private RunOutcome run(FakeBackend backend, TrainingSpec spec) throws InterruptedException {
        return run(backend, spec, clock, List.of());
    }

    private RunOutcome run(FakeBackend backend, TrainingSpec spec, Clock by, List<FollowUp> after)
            throws InterruptedException {
        Means means = new Means(backend, store, "local", folder.resolve("work"), Optional.of("abc123"), after);
        return new RunExecution(means, TWICE, by, new Random(1), waits::add)
                .run(Runs.order("r1", spec), log, stop, RunListener.NONE);
    }

    private RunFailure failure(FakeBackend backend) throws InterruptedException {
        RunOutcome outcome = run(backend, Runs.spec());
        assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
        assertThat(log.names())
                .doesNotContain("RunFinished", "ArtifactProduced")
                .endsWith("StepFailed", "RunFailed");
        assertThat(log.history().status()).isEqualTo(RunStatus.FAILED);
        return ((RunOutcome.Failed) outcome).fact().getFailure();
    }

    @Test
    void shouldLeaveTheWholeCourseOnTheLog() throws Exception {
        FakeBackend backend = new FakeBackend((epoch, monitor) -> clock.pass(Duration.ofMinutes(10)));

        RunOutcome.Finished outcome = (RunOutcome.Finished) run(backend, Runs.spec());

        assertThat(log.names())
                .containsExactly(
                        "RunStarted",
                        "StepStarted",
                        "StepFinished",
                        "StepStarted",
                        "MetricsLogged",
                        "CheckpointSaved",
                        "MetricsLogged",
                        "CheckpointSaved",
                        "MetricsLogged",
                        "CheckpointSaved",
                        "StepFinished",
                        "StepStarted",
                        "StepFinished",
                        "ArtifactProduced",
                        "RunFinished");
        RunHistory history = log.history();
        assertThat(history.started().orElseThrow().getSetting().getCodeCommit()).isEqualTo("abc123");
        assertThat(history.started().orElseThrow().getSetting().getEnvironment())
                .containsEntry("framework", "none")
                .containsKeys("java", "os", "cpu");
        assertThat(outcome.fact().getSeconds()).isEqualTo(1800);
        assertThat(outcome.fact().getCost()).isEqualByComparingTo("1.8");
        assertThat(outcome.fact().getCurrency()).isEqualTo("USD");
        assertThat(outcome.fact().getClaims()).containsEntry("accuracy", 0.5).containsEntry("loss", 1.0 / 3);
        assertThat(new String(store.get(ObjectRef.of(outcome.artifact())))).isEqualTo("wbcd");
        assertThat(history.steps().get("train").outputs())
                .containsExactly(
                        new NamedContent("model.txt", outcome.artifact().getSha256()));
        try (Stream<Path> left = Files.list(folder.resolve("work"))) {
            assertThat(left).as("nothing stays in the work folder").isEmpty();
        }
    }

    @Test
    void shouldGoOnFromTheLastCheckpointAfterAKill() throws Exception {
        log = new MemoryLog(
                "r1", new ArrayList<>(), clock, fact -> fact instanceof CheckpointSaved saved && saved.getEpoch() == 3);
        FakeBackend backend = new FakeBackend((epoch, monitor) -> clock.pass(Duration.ofMinutes(10)));
        assertThatThrownBy(() -> run(backend, Runs.spec())).isInstanceOf(RunLogException.class);
        assertThat(log.history().status()).isEqualTo(RunStatus.RUNNING);
        clock.pass(Duration.ofDays(3));
        log = log.reopened();
        List<Integer> epochs = new ArrayList<>();

        RunOutcome.Finished outcome = (RunOutcome.Finished) run(
                new FakeBackend((epoch, monitor) -> {
                    epochs.add(epoch);
                    clock.pass(Duration.ofMinutes(10));
                }),
                Runs.spec());

        assertThat(epochs).containsExactly(3);
        assertThat(new String(store.get(ObjectRef.of(outcome.artifact())))).isEqualTo("wbcd");
        assertThat(log.facts())
                .filteredOn(RunResumed.class::isInstance)
                .singleElement()
                .satisfies(fact -> assertThat(((RunResumed) fact).getEpoch()).isEqualTo(2));
        assertThat(outcome.fact().getSeconds())
                .as("not the days in between, and not what the log never saw")
                .isEqualTo(1800);
        assertThat(log.history().metric("loss"))
                .extracting(MetricValue::getEpoch)
                .containsExactly(1, 2, 3);
    }

    @Test
    void shouldTryAgainWhatMayPassAndWaitAtRandom() throws Exception {
        AtomicInteger reclaims = new AtomicInteger();
        FakeBackend backend = new FakeBackend((epoch, monitor) -> {
            if (epoch == 2 && reclaims.incrementAndGet() <= 2) {
                throw new TrainingFault(RunFailure.TRAINER, "the spot machine was taken away", true, null);
            }
        });

        assertThat(run(backend, Runs.spec())).isInstanceOf(RunOutcome.Finished.class);

        assertThat(log.facts()).filteredOn(StepRetried.class::isInstance).hasSize(2);
        assertThat(waits).hasSize(2).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ZERO, Duration.ofSeconds(2)));
        assertThat(log.history().steps().get("train").attempt()).isEqualTo(3);
        assertThat(log.facts()).filteredOn(CheckpointSaved.class::isInstance).hasSize(3);
    }

    @Test
    void shouldSayWhatEachAttemptGoesOnFrom() throws Exception {
        AtomicInteger reclaims = new AtomicInteger();
        FakeBackend backend = new FakeBackend((epoch, monitor) -> {
            if (epoch == 2 && reclaims.incrementAndGet() == 1) {
                monitor.epoch(2, List.of(new MetricValue(2, 0L, "loss", 9.0)), Optional.empty());
                throw new TrainingFault(RunFailure.TRAINER, "the spot machine was taken away", true, null);
            }
        });

        assertThat(run(backend, Runs.spec())).isInstanceOf(RunOutcome.Finished.class);

        CheckpointSaved first = (CheckpointSaved) log.facts().stream()
                .filter(CheckpointSaved.class::isInstance)
                .findFirst()
                .orElseThrow();
        List<NamedContent> second = log.facts().stream()
                .filter(fact ->
                        fact instanceof StepStarted begun && begun.getStep().equals("train") && begun.getAttempt() == 2)
                .map(fact -> ((StepStarted) fact).getInputs())
                .findFirst()
                .orElseThrow();
        assertThat(second)
                .contains(new NamedContent("checkpoint", first.getObject().getSha256()));
        assertThat(log.history().metric("loss"))
                .as("what the attempt that was given up said of epoch 2 counts no more")
                .extracting(MetricValue::getValue)
                .containsExactly(1.0, 1.0 / 2, 1.0 / 3);
    }

    @Test
    void shouldGiveUpAfterSoManyAttempts() throws Exception {
        FakeBackend backend = new FakeBackend((epoch, monitor) -> {
            throw new TrainingFault(RunFailure.STORE, "the store is away", true, null);
        });

        assertThat(failure(backend)).isEqualTo(RunFailure.STORE);
        assertThat(waits).hasSize(2);
    }

    @Test
    void shouldFailWithTheReasonWhenATrainerDies() throws Exception {
        assertThat(failure(new FakeBackend((epoch, monitor) -> {
                    throw new StackOverflowError();
                })))
                .isEqualTo(RunFailure.TRAINER);
        assertThat(log.facts())
                .filteredOn(StepFailed.class::isInstance)
                .singleElement()
                .satisfies(fact -> assertThat(((StepFailed) fact).getReason()).contains("StackOverflowError"));
    }

    @Test
    void shouldFailOnWhatIsNoNumberEvenIfTheTrainerGoesOn() throws Exception {
        FakeBackend stubborn = new FakeBackend((epoch, monitor) -> {
            try {
                monitor.epoch(epoch, List.of(new MetricValue(epoch, 0L, "loss", Double.NaN)), Optional.empty());
            } catch (TrainingFault ignored) {
                throw new IllegalStateException("swallowed");
            }
        });

        assertThat(failure(stubborn)).isEqualTo(RunFailure.NOT_A_NUMBER);
    }

    @Test
    void shouldFailWhoeverReportsAnEpochTwiceOrInterruptsItself() throws Exception {
        FakeBackend confused = new FakeBackend((epoch, monitor) -> {
            if (epoch == 3) {
                monitor.epoch(1, List.of(), Optional.of(Files.writeString(folder.resolve("again"), "again")));
            }
        });
        assertThat(failure(confused)).isEqualTo(RunFailure.TRAINER);
        FakeBackend interrupted = new FakeBackend((epoch, monitor) -> {
            throw new InterruptedException("by itself");
        });

        assertThat(failure(interrupted)).isEqualTo(RunFailure.TRAINER);
    }

    @Test
    void shouldFailWhoeverClaimsSuccessWithoutAnArtifact() throws Exception {
        FakeBackend liar = new FakeBackend();
        liar.makesArtifact = false;

        assertThat(failure(liar)).isEqualTo(RunFailure.NO_ARTIFACT);
    }

    @Test
    void shouldFailWhoeverClaimsWhatIsNoNumber() throws Exception {
        FakeBackend liar = new FakeBackend();
        liar.claim = Double.POSITIVE_INFINITY;

        assertThat(failure(liar)).isEqualTo(RunFailure.NOT_A_NUMBER);
    }

    @Test
    void shouldFailWhenTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
        FakeBackend full = new FakeBackend((epoch, monitor) -> {
            if (epoch == 2) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        });

        assertThat(failure(full)).isEqualTo(RunFailure.DISK_FULL);
        assertThat(run(new FakeBackend(), Runs.spec())).isInstanceOf(RunOutcome.Finished.class);
        assertThat(log.facts()).filteredOn(CheckpointSaved.class::isInstance).hasSize(3);
    }

    @Test
    void shouldFailWhenTheStoreIsFull() throws Exception {
        store = new BadStore(store, next -> {
            throw new StoreException(StoreException.Kind.FULL, "no room left");
        });

        assertThat(failure(new FakeBackend())).isEqualTo(RunFailure.DISK_FULL);
    }

    @Test
    void shouldGiveUpATrainerThatHangsAndTakeNothingMoreFromIt() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        List<Throwable> refused = new ArrayList<>();
        FakeBackend hanging = new FakeBackend((epoch, monitor) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                try {
                    monitor.alive();
                } catch (IllegalStateException late) {
                    refused.add(late);
                }
                over.countDown();
            }
        });
        TrainingSpec impatient = TrainingSpec.newBuilder(Runs.spec())
                .setLimits(new RunLimits(1, null))
                .build();

        RunOutcome.Failed outcome = (RunOutcome.Failed) run(hanging, impatient, Clock.systemUTC(), List.of());

        assertThat(outcome.fact().getFailure()).isEqualTo(RunFailure.SILENCE);
        over.await();
        assertThat(refused).singleElement().satisfies(late -> assertThat(late)
                .hasMessageContaining("given this trainer up"));
        assertThat(log.names()).doesNotContain("CheckpointSaved", "RunFinished");
    }

    @Test
    void shouldStopWhenAskedAndGoOnLater() throws Exception {
        FakeBackend backend = new FakeBackend((epoch, monitor) -> {
            if (epoch == 2) {
                stop.stop(RunStop.PERSON, "lunch");
            }
        });

        RunOutcome.Stopped outcome = (RunOutcome.Stopped) run(backend, Runs.spec());

        assertThat(outcome.fact())
                .extracting(RunStopped::getStop, RunStopped::getReason)
                .containsExactly(RunStop.PERSON, "lunch");
        assertThat(log.history().checkpoint().orElseThrow().getEpoch()).isEqualTo(1);
        assertThatThrownBy(() -> log.append(List.of(outcome.fact()))).hasMessageContaining("stopped");
    }

    @Test
    void shouldTakeStepsAfterTheArtifact() throws Exception {
        List<String> evaluated = new ArrayList<>();
        FollowUp evaluate = new FollowUp() {
            @Override
            public String name() {
                return "evaluate";
            }

            @Override
            public List<NamedContent> run(
                    String runId, io.verdict.events.RunStarted run, io.verdict.events.StoredObject artifact) {
                evaluated.add(artifact.getSha256());
                return List.of(new NamedContent("report", "e".repeat(64)));
            }
        };

        RunOutcome.Finished outcome =
                (RunOutcome.Finished) run(new FakeBackend(), Runs.spec(), clock, List.of(evaluate));

        assertThat(evaluated).containsExactly(outcome.artifact().getSha256());
        assertThat(log.history().steps().get("evaluate").outputs())
                .containsExactly(new NamedContent("report", "e".repeat(64)));
    }

    @Test
    void shouldLeaveAFinishedRunAndRefuseAnotherOfItsName() throws Exception {
        RunOutcome first = run(new FakeBackend(), Runs.spec());
        int facts = log.facts().size();

        assertThat(run(new FakeBackend(), Runs.spec())).isEqualTo(first);
        assertThat(log.facts()).hasSize(facts);
        TrainingSpec other = Runs.spec("fake", Map.of("epochs", "4"), "d".repeat(64));
        assertThatThrownBy(() -> run(new FakeBackend(), other))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("epochs: 3, now 4");
    }

    @Test
    void shouldNotGoOnWithAnotherTrainersRun() throws Exception {
        stop.stop(RunStop.PERSON, "at once");
        run(new FakeBackend(), Runs.spec());
        FakeBackend newer = new FakeBackend();
        newer.version = "2";

        assertThatThrownBy(() -> run(newer, Runs.spec())).hasMessageContaining("would not come to the same");
    }

    @Test
    void shouldSayInWhatARepetitionDiffers() throws Exception {
        run(new FakeBackend(), Runs.spec());
        RunHistory one = log.history();
        log = new MemoryLog("r2", clock);
        run(new FakeBackend(), Runs.spec());
        assertThat(RunComparison.of(one, log.history())).satisfies(same -> {
            assertThat(same.same()).isTrue();
            assertThat(same.differences()).isEmpty();
        });
        log = new MemoryLog("r3", clock);
        TrainingSpec shorter = Runs.spec("fake", Map.of("epochs", "2"), "d".repeat(64));
        run(new FakeBackend(), shorter);

        RunComparison comparison = RunComparison.of(one, log.history());

        assertThat(comparison.same()).isFalse();
        assertThat(comparison.differences())
                .contains("epochs: 3, now 2", "the courses part at loss of epoch 3: 0.3333333333333333, now null");
        assertThat(one.end().orElseThrow()).isInstanceOf(RunFinished.class);
    }

    @Test
    void shouldTellAFullStoreFromOneThatIsAway() {
        assertThat(Faults.of(new StoreException(StoreException.Kind.UNAVAILABLE, "away"))
                        .passing())
                .isTrue();
        assertThat(Faults.of(new StoreException(StoreException.Kind.FULL, "full"))
                        .failure())
                .isEqualTo(RunFailure.DISK_FULL);
        assertThat(Faults.of(new StoreException(StoreException.Kind.NOT_FOUND, "gone"))
                        .failure())
                .isEqualTo(RunFailure.DATA);
    }
}
