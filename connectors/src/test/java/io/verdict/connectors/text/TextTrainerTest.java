package io.verdict.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.OnnxRows;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.training.TrainingException;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.TextEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SYS-5, TRN-4: tickets are learnt, and the graph with its tokens is all that serving needs. */
class TextTrainerTest {

    private static final TextSettings SETTINGS = TextSettings.standard(5);
    private static final GoldTable GOLD = gold();

    private static GoldTable gold() {
        try {
            return GoldTable.of(GoldBuild.build(Tickets.schema(), List.of(Tickets.csv(1200, 21))));
        } catch (TableFormatException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldClassifyUnseenTicketsByTheGraphAndItsMetadataAlone() throws Exception {
        TrainedClassifier trained = new TextTrainer(SETTINGS, GOLD).train();
        List<GoldRow> test = GOLD.part(Split.TEST);
        int[] truth = GOLD.labels(test);
        float[][] guesses = new float[truth.length][];
        java.util.Arrays.fill(guesses, new float[] {0, 1, 0, 0});

        try (OnnxRows session = new OnnxRows(trained.onnx())) {
            TextEncoder encoder = TextEncoder.of(session.metadata().get(ClassifierGraph.CONTRACT));
            float[][] rows = encoded(encoder, test);
            ClassScores scores = ClassScores.of(session.run(rows).probabilities(), truth);

            assertThat(ClassScores.of(guesses, truth).accuracy()).isLessThan(0.7);
            assertThat(scores.accuracy()).isGreaterThan(0.85);
            assertThat(scores.macroF1()).isGreaterThan(0.8);
            assertThat(session.metadata().get(ClassifierGraph.CLASSES))
                    .isEqualTo("[\"billing\",\"delivery\",\"returns\",\"technical\"]");
            OnnxRows.Answer unknown = session.run(new float[][] {encoder.encode("zzz qqq")});
            assertThat(unknown.probabilities()[0]).doesNotContain(Float.NaN);
        }
    }

    @Test
    void shouldAgreeWithTribuosWeightsInTheGraph() throws Exception {
        TextTrainer trainer = new TextTrainer(SETTINGS, GOLD);
        TextTrainer.Fitted fitted = trainer.fit();
        float[][] rows = encoded(fitted.encoder(), GOLD.rows());
        byte[] onnx = fitted.model()
                .write(new ClassifierGraph("text", fitted.encoder().tokens().size(), GOLD.classes()));

        try (OnnxRows session = new OnnxRows(onnx)) {
            OnnxRows.Answer answer = session.run(rows);
            for (int i = 0; i < rows.length; i++) {
                float[] expected = fitted.tribuo(rows[i]);
                for (int c = 0; c < expected.length; c++) {
                    assertThat(answer.probabilities()[i][c]).isBetween(expected[c] - 1e-5f, expected[c] + 1e-5f);
                }
                float best = expected[ClassScores.label(expected)];
                assertThat(expected[(int) answer.labels()[i]]).isBetween(best - 1e-5f, best);
            }
        }
    }

    private static float[][] encoded(TextEncoder encoder, List<GoldRow> rows) {
        Column column = GOLD.schema().features().get(0);
        return GOLD.column(column, rows).stream().map(encoder::encode).toArray(float[][]::new);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        TrainedClassifier trained = new TextTrainer(SETTINGS, GOLD).train();

        assertThat(new TextTrainer(SETTINGS, GOLD).train().sha256()).isEqualTo(trained.sha256());
        assertThat(new TextTrainer(TextSettings.standard(6), GOLD).train().sha256())
                .isNotEqualTo(trained.sha256());
        assertThat(trained.recipe()).containsEntry("tokeniser", "nfkc-lower-1").containsEntry("seed", "5");
    }

    @Test
    void shouldReadSettingsByName() {
        assertThat(TextSettings.of(SETTINGS.describe(), 5)).isEqualTo(SETTINGS);
        assertThatThrownBy(() -> TextSettings.of(Map.of("epoch", "5", "pairs", "no"), 1))
                .hasMessageContaining("Did you mean epochs?")
                .hasMessageContaining("pairs must be true or false, not no");
    }

    @Test
    void shouldRefuseWhatCannotBeLearnt() throws Exception {
        GoldTable baskets = GoldTable.of(GoldBuild.build(Baskets.schema(), List.of(Baskets.csv(50, 1))));
        GoldTable halved = new GoldTable(
                GOLD.schema(),
                GOLD.rows().stream()
                        .filter(row -> !row.values().contains("billing"))
                        .toList(),
                "0");

        assertThatThrownBy(() -> new TextTrainer(SETTINGS, baskets).train())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("exactly one, of type TEXT");
        assertThatThrownBy(() -> new TextTrainer(SETTINGS, halved).train())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no row to train with of billing");
    }
}
