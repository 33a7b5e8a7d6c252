package io.verdict.connectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.MemoryLog;
import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.RunComparison;
import io.verdict.connectors.runs.RunExecution;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLogException;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.Runs;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.MetricValue;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-2 and TRN-4: the real trainer as a run, killed, gone on with, repeated, and fine-tuned. */
class DetectorBackendTest {

    private static final String SHA256 = "5".repeat(64);
    private static final Map<String, String> TINY = Map.of(
            "epochs",
            "3",
            "closeUps",
            "1",
            "batch",
            "4",
            "width",
            "64",
            "height",
            "64",
            "channels",
            "4,4,4,4",
            "mosaic",
            "0.5");

    private final DetectorBackend backend = new DetectorBackend(new SquaresAsData());
    private ObjectStore store;

    @TempDir
    Path folder;

    private record SquaresAsData() implements DetectionData {
        @Override
        public Description describe(TrainingData data) {
            return new Description(SHA256, 8, List.of("bar", "block"));
        }

        @Override
        public TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) {
            return Squares.draw(frame, 8, 3);
        }

        @Override
        public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) {
            return Map.of("val.bytes", (double) onnx.length);
        }
    }

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private TrainingSpec spec() {
        return Runs.spec("detector", backend.parameters(TINY, 2), SHA256);
    }

    private RunOutcome run(TrainingSpec spec, MemoryLog log) throws InterruptedException {
        Means means = new Means(backend, store, "local", folder.resolve("work"), Optional.empty(), List.of());
        RetryPolicy never = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);
        return new RunExecution(means, never, Clock.systemUTC(), new Random(1), time -> {})
                .run(Runs.order(log.history().runId(), spec), log, new StopSwitch(), RunListener.NONE);
    }

    private MemoryLog whole(String runId, TrainingSpec spec) throws InterruptedException {
        MemoryLog log = new MemoryLog(runId, Clock.systemUTC());
        assertThat(run(spec, log)).isInstanceOf(RunOutcome.Finished.class);
        return log;
    }

    @Test
    void shouldEndWithTheSameBytesWhereverItIsKilled() throws Exception {
        MemoryLog uninterrupted = whole("whole", spec());
        for (int epoch = 1; epoch <= 3; epoch++) {
            int last = epoch;
            MemoryLog killed = new MemoryLog(
                    "killed-" + epoch,
                    new ArrayList<>(),
                    Clock.systemUTC(),
                    fact -> fact instanceof CheckpointSaved saved && saved.getEpoch() == last);
            assertThatThrownBy(() -> run(spec(), killed)).isInstanceOf(RunLogException.class);
            MemoryLog resumed = killed.reopened();

            assertThat(run(spec(), resumed)).isInstanceOf(RunOutcome.Finished.class);

            RunComparison comparison = RunComparison.of(uninterrupted.history(), resumed.history());
            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.same()).as("killed in epoch %d", epoch).isTrue();
        }
    }

    @Test
    void shouldLookAtValidationDataAndClaimWhatItSaw() throws Exception {
        TrainingSpec spec =
                TrainingSpec.newBuilder(spec()).setValidation(spec().getData()).build();

        MemoryLog log = whole("validated", spec);

        assertThat(log.history().metric("val.bytes"))
                .extracting(MetricValue::getEpoch)
                .containsExactly(3);
        assertThat(log.history().metric("loss")).hasSize(3);
    }

    @Test
    void shouldGoOnFromAParentsWeights() throws Exception {
        MemoryLog parent = whole("parent", spec());
        TrainingSpec fine = TrainingSpec.newBuilder(spec())
                .setParent(new TrainingParent(
                        "parent",
                        null,
                        parent.history().checkpoint().orElseThrow().getObject()))
                .build();
        MemoryLog child = whole("child", fine);

        double before = last(parent, 3);
        assertThat(last(child, 1))
                .as("no random start")
                .isLessThan(parent.history().metric("loss").get(0).getValue());
        assertThat(last(child, 3)).isLessThan(before);
        TrainingSpec other = TrainingSpec.newBuilder(fine)
                .setParameters(backend.parameters(Map.of("epochs", "1", "channels", "8,4,4,4", "batch", "4"), 2))
                .build();
        RunOutcome.Failed refused = (RunOutcome.Failed) run(other, new MemoryLog("misfit", Clock.systemUTC()));
        assertThat(refused.fact().getReason()).contains("another shape");
    }

    private static double last(MemoryLog log, int epoch) {
        return log.history().metric("loss").stream()
                .filter(value -> value.getEpoch() == epoch)
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void shouldRefuseOtherDataThanWasNamed() throws Exception {
        TrainingSpec spec = Runs.spec("detector", backend.parameters(TINY, 2), "6".repeat(64));

        RunOutcome.Failed failed = (RunOutcome.Failed) run(spec, new MemoryLog("foreign", Clock.systemUTC()));

        assertThat(failed.fact().getFailure()).isEqualTo(RunFailure.DATA);
        assertThat(failed.fact().getStep()).isEqualTo("validate");
    }

    @Test
    void shouldNameEveryWrongParameterAtOnce() {
        assertThatThrownBy(() -> backend.parameters(
                        Map.of("epoch", "3", "lr0", "fast", "batch", "5", "width", "100", "momentum", "1"), 2))
                .isInstanceOfSatisfying(ParameterException.class, e -> assertThat(e.problems())
                        .hasSize(4)
                        .anySatisfy(each -> assertThat(each)
                                .contains("no parameter 'epoch'")
                                .contains("epochs"))
                        .anySatisfy(each -> assertThat(each).contains("lr0 must be a number"))
                        .anySatisfy(each -> assertThat(each).contains("momentum must be"))
                        .anySatisfy(each -> assertThat(each).contains("batch 5 cannot be divided")));
        assertThatThrownBy(() -> backend.parameters(Map.of("width", "100"), 1)).hasMessageContaining("multiples of 32");
        assertThat(backend.parameters(Map.of("epochs", "47"), 2)).containsEntry("closeUps", "39");
    }
}
