package io.verdict.launcher.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.search.Dimension;
import io.verdict.connectors.search.SearchPlan;
import io.verdict.connectors.search.SearchPlan.Method;
import io.verdict.connectors.search.SearchSpace;
import io.verdict.connectors.search.StoppingRules;
import io.verdict.connectors.search.TrialResult;
import io.verdict.connectors.search.TrialResult.State;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunFinished;
import io.verdict.events.RunLimits;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStop;
import io.verdict.events.RunStopped;
import io.verdict.events.StepRetried;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-3: a search is a run, its trials are runs, and what has ended is not made again. */
class SearchDeskTest {

    private static final int TRIALS = 8;

    private final MemoryLogs logs = new MemoryLogs();
    private final CurveBackend backend = new CurveBackend();
    private ObjectStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private static SpaceFile space(long seed) {
        SearchSpace rates = new SearchSpace(List.of(new Dimension.Linear("rate", 0.1, 2)));
        StoppingRules rules = new StoppingRules(10, 2, 2);
        return new SpaceFile(new SearchPlan(rates, Method.TPE, TRIALS, 2, seed, rules), "loss", false, Map.of());
    }

    private static RunOrder order(SpaceFile space) {
        TrainingSpec spec = new TrainingSpec(
                "m",
                SearchDesk.TRAINER,
                new TrainingData(new DatasetReference("d", "d".repeat(64)), "file:///d"),
                null,
                null,
                SearchDesk.parameters(space),
                1L,
                1,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("1.0000"), "USD"));
        return new RunOrder("s", "dana", new TrainingRequested(spec, null, null), Optional.empty());
    }

    private List<TrialResult> search(SpaceFile space, StopSwitch stop) throws Exception {
        Means means = new Means(backend, store, "local", folder.resolve("work"), Optional.empty(), List.of());
        Trainer trainer = new Trainer(logs, Clock.systemUTC(), means, wait -> {});
        return new SearchDesk(trainer, space, stop, RunListener.NONE).run(order(space));
    }

    @Test
    void shouldPruneTrialsAndLeaveEachOnTheLog() throws Exception {
        List<TrialResult> results = search(space(3), new StopSwitch());

        assertThat(results).hasSize(TRIALS).extracting(TrialResult::state).contains(State.PRUNED, State.FINISHED);
        TrialResult pruned = results.stream()
                .filter(result -> result.state() == State.PRUNED)
                .findFirst()
                .orElseThrow();
        RunHistory trial = logs.read("s-t%03d".formatted(pruned.trial().number()));
        assertThat(((RunStopped) trial.end().orElseThrow()).getStop()).isEqualTo(RunStop.PRUNED);
        assertThat(trial.metric("loss")).hasSameSizeAs(pruned.losses()).hasSizeLessThan(5);
        RunStarted started = trial.started().orElseThrow();
        assertThat(started.getTrialOf().getRunId()).isEqualTo("s");
        assertThat(started.getSpec().getTrainer()).isEqualTo("curve");
        RunHistory whole = logs.read("s");
        double best = results.stream().mapToDouble(TrialResult::best).min().orElseThrow();
        assertThat(((RunFinished) whole.end().orElseThrow()).getClaims()).containsEntry("loss", best);
        assertThat(whole.steps()).hasSize(TRIALS);
        assertThat(whole.artifacts()).containsOnlyKeys("search.json");
    }

    @Test
    void shouldCountAnEpochOnceThatWasTrainedTwice() throws Exception {
        List<TrialResult> smooth = search(space(3), new StopSwitch());
        SearchDeskTest other = new SearchDeskTest();
        other.folder = folder.resolve("other");
        other.open();
        other.backend.keptEvery = 3;
        other.backend.failsOnceAfter = 2;

        List<TrialResult> retried = other.search(space(3), new StopSwitch());

        assertThat(other.logs.facts("s-t000")).hasAtLeastOneElementOfType(StepRetried.class);
        assertThat(retried).isEqualTo(smooth);
    }

    @Test
    void shouldComeToTheSameAfterAStopInTheMiddle() throws Exception {
        List<TrialResult> uninterrupted = search(space(3), new StopSwitch());
        int made = backend.trainings.get();
        SearchDeskTest other = new SearchDeskTest();
        other.folder = folder.resolve("other");
        other.open();
        StopSwitch stop = new StopSwitch();
        AtomicInteger epochs = new AtomicInteger();
        other.backend.eachEpoch = () -> {
            if (epochs.incrementAndGet() == 18) {
                stop.stop(RunStop.PERSON, "lunch");
            }
        };

        List<TrialResult> part = other.search(space(3), stop);
        RunStatus between = other.logs.read("s").status();
        List<TrialResult> rest = other.search(space(3), new StopSwitch());

        assertThat(part).hasSizeLessThan(TRIALS).extracting(TrialResult::state).contains(State.STOPPED);
        assertThat(between).isEqualTo(RunStatus.STOPPED);
        assertThat(rest).isEqualTo(uninterrupted);
        assertThat(other.backend.trainings.get())
                .as("only what was cut off is begun twice")
                .isBetween(made, made + 2);
        assertThat(other.search(space(3), new StopSwitch())).isEqualTo(uninterrupted);
    }

    @Test
    void shouldRefuseAnotherSearchOfTheSameName() throws Exception {
        search(space(3), new StopSwitch());

        SpaceFile longer = new SpaceFile(
                new SearchPlan(
                        new SearchSpace(List.of(new Dimension.Linear("rate", 0.1, 3))),
                        Method.TPE,
                        TRIALS,
                        2,
                        3,
                        new StoppingRules(10, 2, 2)),
                "loss",
                false,
                Map.of());
        assertThatThrownBy(() -> search(longer, new StopSwitch()))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("space.rate");
    }
}
