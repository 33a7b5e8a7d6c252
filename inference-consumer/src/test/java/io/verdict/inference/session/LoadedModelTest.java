package io.verdict.inference.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.FailureReason;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.OptimisationLevel;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.image.Letterbox;
import io.verdict.inference.image.ModelInput;
import io.verdict.inference.testing.TestGraphs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoadedModelTest {
    private static final int SIDE = TestGraphs.SIDE;

    @Test
    void shouldAnswerEveryPhotoWithItsOwnOutputWhateverItsBatch() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0), policy(2, 4));
        List<CompletableFuture<Inference>> answers = new ArrayList<>();
        for (int red = 50; red < 110; red++) {
            answers.add(ask(model, red, 0, false));
        }

        for (int i = 0; i < answers.size(); i++) {
            Inference.Inferred inferred = (Inference.Inferred) answers.get(i).get(30, TimeUnit.SECONDS);
            assertThat(inferred.detections().get(0).score())
                    .isCloseTo((50 + i) / 255f, org.assertj.core.data.Offset.offset(1e-4f));
            assertThat(inferred.batchPosition()).isLessThan(inferred.batchSize());
            assertThat(inferred.outputSha256()).hasSize(64);
        }
        model.release();
        assertThat(model.awaitClosed(30_000)).isTrue();
    }

    @Test
    void shouldFinishWhatItHasWhenTheLastUserLeaves() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0), policy(1, 4));
        CompletableFuture<Inference> answer = ask(model, 90, 0, false);
        model.release();

        assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Inference.Inferred.class);
        assertThat(model.awaitClosed(30_000)).isTrue();
        assertThat(model.retain()).isFalse();
    }

    @Test
    void shouldSkipWhatNobodyWaitsFor() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0), policy(1, 1));

        assertThat(ask(model, 90, 0, true).get(30, TimeUnit.SECONDS)).isEqualTo(new Inference.Skipped());
        model.release();
    }

    @Test
    void shouldStopAskingAModelThatOnlyFails() throws Exception {
        LoadedModel model = load(TestGraphs.fragile(), policy(1, 1));
        for (int i = 0; i < 2; i++) {
            assertFailed(ask(model, 90, 255, false), FailureReason.MODEL_ERROR);
        }

        assertFailed(ask(model, 90, 0, false), FailureReason.CIRCUIT_OPEN);
        assertThat(model.breaker()).isEqualTo(ModelBreaker.State.OPEN);
        model.release();
    }

    @Test
    void shouldStopAskingAModelWhoseOutputCannotBeInterpreted() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0.4f), policy(1, 1));
        for (int i = 0; i < 2; i++) {
            assertFailed(ask(model, 255, 0, false), FailureReason.MODEL_ERROR);
        }

        assertFailed(ask(model, 90, 0, false), FailureReason.CIRCUIT_OPEN);
        model.release();
    }

    @Test
    void shouldAnswerTheOthersWhereOneReceiverFails() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0), policy(1, 4));
        List<CompletableFuture<Inference>> answers = new ArrayList<>();
        for (Error error : List.of(new OutOfMemoryError("full"), new NoClassDefFoundError("gone"))) {
            answers.add(ask(model, 90, 0, false));
            submit(model, 90, 0, () -> false, answer -> {
                throw error;
            });
            submit(model, 90, 0, () -> true, answer -> {
                throw error;
            });
            answers.add(ask(model, 91, 0, false));
        }

        for (CompletableFuture<Inference> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Inference.Inferred.class);
        }
        model.release();
        assertThat(model.awaitClosed(30_000)).isTrue();
    }

    @Test
    void shouldAnswerWhatIsLeftOfABatchThatCannotGoOn() throws Exception {
        LoadedModel model = load(TestGraphs.meanRed(0), policy(1, 1));
        CompletableFuture<Inference> answer = new CompletableFuture<>();
        submit(
                model,
                90,
                0,
                () -> {
                    throw new OutOfMemoryError("full");
                },
                answer::complete);

        assertFailed(answer, FailureReason.OUT_OF_MEMORY);
        assertThat(ask(model, 90, 0, false).get(30, TimeUnit.SECONDS)).isInstanceOf(Inference.Inferred.class);
        model.release();
    }

    @Test
    void shouldSayWhichProviderItGotAndWhyWhereThereIsNoGpu() {
        RuntimeOptions wanted = new RuntimeOptions(
                List.of(ExecutionProvider.TENSORRT, ExecutionProvider.CUDA), OptimisationLevel.ALL, 1, 0);
        LoadedModel model = LoadedModel.load(
                TestGraphs.spec("m", "1"),
                TestGraphs.meanRed(0),
                new SessionPolicy(1, wanted, new BatchPolicy(1, Duration.ZERO), breaker()));

        assertThat(model.report().provider()).isEqualTo(ExecutionProvider.CPU);
        assertThat(model.report().reason()).contains("TENSORRT refused", "CUDA refused", "CPU is in use");
        model.release();
    }

    @Test
    void shouldRefuseAGraphThatDoesNotLoad() {
        assertThatThrownBy(() -> load(new byte[] {1, 2, 3}, policy(2, 1)))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("cannot be loaded");
    }

    @Test
    void shouldRefuseAModelWhoseScoresAreNone() {
        assertThatThrownBy(() -> load(TestGraphs.meanRed(3), policy(1, 1)))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("scores must lie in 0–1");
    }

    @Test
    void shouldRefuseAModelThatPutsOutNoNumbers() {
        assertThatThrownBy(() -> load(TestGraphs.meanRed(Float.NaN), policy(1, 1)))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void shouldCountItsUsers() {
        List<String> freed = new ArrayList<>();
        References references = new References(() -> freed.add("freed"));
        assertThat(references.retain()).isTrue();
        references.release();
        assertThat(freed).isEmpty();
        assertThat(references.users()).isEqualTo(1);

        references.release();

        assertThat(freed).containsExactly("freed");
        assertThat(references.retain()).isFalse();
        assertThatThrownBy(references::release).isInstanceOf(IllegalStateException.class);
    }

    private static void assertFailed(CompletableFuture<Inference> answer, FailureReason reason) throws Exception {
        assertThat(answer.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(Inference.Failed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(reason));
    }

    private static CompletableFuture<Inference> ask(LoadedModel model, int red, int green, boolean cancelled) {
        CompletableFuture<Inference> answer = new CompletableFuture<>();
        submit(model, red, green, () -> cancelled, answer::complete);
        return answer;
    }

    private static void submit(
            LoadedModel model, int red, int green, BooleanSupplier cancelled, Consumer<Inference> done) {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
        }
        model.expect();
        model.submit(new InferenceTask(
                new ModelInput(rgb, Letterbox.fit(SIDE, SIDE, SIDE, SIDE)), System.nanoTime(), cancelled, done));
    }

    private static LoadedModel load(byte[] graph, SessionPolicy policy) {
        return LoadedModel.load(TestGraphs.spec("m", "1"), graph, policy);
    }

    private static SessionPolicy policy(int sessions, int maxBatch) {
        return new SessionPolicy(
                sessions, RuntimeOptions.cpu(), new BatchPolicy(maxBatch, Duration.ofMillis(5)), breaker());
    }

    private static BreakerPolicy breaker() {
        return new BreakerPolicy(2, 2, Duration.ofHours(1));
    }
}
