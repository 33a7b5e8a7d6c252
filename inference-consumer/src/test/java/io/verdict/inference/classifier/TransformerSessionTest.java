package io.verdict.inference.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.testing.TestTokenizers;
import io.verdict.inference.testing.TestTransformers;
import io.verdict.inference.testing.TestTransformers.Build;
import io.verdict.inference.tokens.TokenEncoder;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.inference.tokens.TransformerExport;
import io.verdict.topics.contract.TokenContract;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** SYS-5: a transformer answers as its graph and its tokenizer say, alone and in a batch. */
class TransformerSessionTest {

    @Test
    void shouldAnswerAsComputedByHand() {
        for (boolean typed : List.of(false, true)) {
            Build build = typed ? Build.good().typedToo() : Build.good();
            try (ClassifierSession session = open(TestTransformers.export(build))) {
                TokenRow row = encoder(session).encode("Where is my parcel?");
                Classification answer = answers(session, List.of(row)).get(0);
                double[] expected = TestTransformers.expected(row.ids(), typed);

                assertThat((double) answer.probabilities().get(0)).isCloseTo(expected[0], within(1e-6));
                assertThat((double) answer.probabilities().get(1)).isCloseTo(expected[1], within(1e-6));
                assertThat(answer.label()).isEqualTo(expected[0] >= expected[1] ? "left" : "right");
                TransformerCheck.pass(session, "sides");
            }
        }
    }

    @Test
    void shouldAnswerEachTextOfABatchAsItWouldAlone() {
        try (ClassifierSession session = open(TestTransformers.export(Build.good()))) {
            TokenEncoder encoder = encoder(session);
            List<TokenRow> rows = List.of("my", "where is the refund?", "🙂", "zzz", "my ".repeat(3_000)).stream()
                    .map(encoder::encode)
                    .toList();

            List<Classification> together = answers(session, rows);

            assertThat(rows).extracting(row -> row.ids().length).containsExactly(3, 7, 3, 3, 16);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(together.get(i))
                        .isEqualTo(answers(session, List.of(rows.get(i))).get(0));
                assertThat((double) together.get(i).probabilities().get(0))
                        .isCloseTo(TestTransformers.expected(rows.get(i).ids(), false)[0], within(1e-6));
            }
            assertThat(session.runTokens(List.of())).isEmpty();
        }
    }

    @Test
    void shouldAnswerByTokensOfBytes() {
        TransformerExport export = new TransformerExport(
                TestTransformers.graph(new Build(263, 64, false, true, 2)),
                TestTokenizers.bytes(TestTokenizers.bytePairs()),
                TestTokenizers.bytes("{\"model_type\":\"roberta\",\"id2label\":{\"0\":\"left\",\"1\":\"right\"},"
                        + "\"max_position_embeddings\":66,\"pad_token_id\":1,\"vocab_size\":263}"));
        try (ClassifierSession session = open(export)) {
            TokenRow row = encoder(session).encode("par par 🙂");

            TransformerCheck.pass(session, "sides");
            assertThat((double) answers(session, List.of(row))
                            .get(0)
                            .probabilities()
                            .get(0))
                    .isCloseTo(TestTransformers.expected(row.ids(), false)[0], within(1e-6));
        }
    }

    @Test
    void shouldRefuseGraphsThatTakeOrGiveSomethingElse() {
        assertRefused(
                model -> model.getGraphBuilder()
                        .addInput(TestTransformers.value("position_ids", TensorProto.DataType.INT64, "N", "L")),
                "takes 'position_ids', which is none of [input_ids");
        assertRefused(
                model -> model.getGraphBuilder()
                        .setInput(1, TestTransformers.value("attention_mask", TensorProto.DataType.INT64, "N", "8")),
                "any number",
                "dynamic");
        assertRefused(
                model -> model.getGraphBuilder()
                        .setInput(1, TestTransformers.value("attention_mask", TensorProto.DataType.INT64, "1", "L")),
                "any number",
                "dynamic");
        TransformerExport three = TestTransformers.export(new Build(14, 16, false, true, 3));
        assertThatThrownBy(() -> open(three))
                .hasMessageContaining("'logits' as")
                .hasMessageContaining("[-1, 2]");
        assertThatThrownBy(() -> ClassifierSession.open(
                        new TransformerExport(
                                        TestTransformers.model(Build.good())
                                                .setGraph(TestTransformers.model(Build.good())
                                                        .getGraphBuilder()
                                                        .clearOutput()
                                                        .addOutput(TestTransformers.value(
                                                                "mean", TensorProto.DataType.FLOAT, "N", "3")))
                                                .build()
                                                .toByteArray(),
                                        TestTransformers.export(Build.good()).tokenizer(),
                                        TestTransformers.export(Build.good()).config())
                                .artifact(TestTransformers.wish()),
                        "sides",
                        RuntimeOptions.cpu()))
                .hasMessageContaining("puts out [mean], but no 'logits'");
    }

    private static void assertRefused(Consumer<ModelProto.Builder> change, String... findings) {
        TransformerExport good = TestTransformers.export(Build.good());
        ModelProto.Builder model = TestTransformers.model(Build.good());
        change.accept(model);
        assertThatThrownBy(
                        () -> open(new TransformerExport(model.build().toByteArray(), good.tokenizer(), good.config())))
                .isInstanceOf(DetectorException.class)
                .hasMessageContainingAll(findings);
    }

    @Test
    void shouldFindExportsThatAnswerAndAreWrong() {
        assertFound(new Build(14, 16, false, false, 2), "does not heed its attention_mask");
        assertFound(new Build(14, 15, false, true, 2), "does not take 16 tokens", "--max-tokens");
        assertFound(new Build(13, 16, false, true, 2), "does not know id 13 of its tokenizer");
    }

    private static void assertFound(Build build, String... findings) {
        try (ClassifierSession session = open(TestTransformers.export(build))) {
            assertThatThrownBy(() -> TransformerCheck.pass(session, "sides"))
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContainingAll(findings);
        }
    }

    @Test
    void shouldTakeTokensOnlyAndNotMoreThanItCan() {
        try (ClassifierSession session = open(TestTransformers.export(Build.good()))) {
            assertThatThrownBy(() -> session.run(List.of(new float[2]))).hasMessageContaining("takes tokens");
            assertThatThrownBy(() -> session.runTokens(List.of(new TokenRow(new long[17], new long[17], 0))))
                    .hasMessageContaining("takes 1 to 16 tokens, not 17");
        }
    }

    @Test
    void shouldShareTheWholeAmongClasses() {
        assertThat(Softmax.withIndex(new float[] {1, 1})).containsExactly(0.5f, 0.5f, 0);
        assertThat(Softmax.withIndex(new float[] {-1_000, 1_000})).containsExactly(0, 1, 1);
        assertThat(Softmax.withIndex(new float[] {0, Float.POSITIVE_INFINITY})[0])
                .isNaN();
        assertThat(Softmax.withIndex(new float[] {Float.NaN, 1})[0]).isNaN();
    }

    private static List<Classification> answers(ClassifierSession session, List<TokenRow> rows) {
        return session.runTokens(rows).stream().map(session::classification).toList();
    }

    private static TokenEncoder encoder(ClassifierSession session) {
        return TokenEncoder.of((TokenContract) session.contract().input());
    }

    private static ClassifierSession open(TransformerExport export) {
        return ClassifierSession.open(export.artifact(TestTransformers.wish()), "sides", RuntimeOptions.cpu());
    }
}
