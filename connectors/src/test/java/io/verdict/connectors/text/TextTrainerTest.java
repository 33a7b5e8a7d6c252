package io.verdict.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.OnnxRows;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.training.TrainingException;
import io.verdict.events.RunFailure;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.TextEncoder;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

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
        TrainedClassifier trained = train(SETTINGS);
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

    private static TrainedClassifier train(TextSettings settings) {
        return train(settings, GOLD);
    }

    private static TrainedClassifier train(TextSettings settings, GoldTable gold) {
        return new TextTrainer(settings, gold, ClassifierProgress.SILENT).train(Optional.empty());
    }

    @Test
    void shouldSayInTheGraphWhatTheWeightsSay() throws Exception {
        TextTrainer.Fitted fitted = new TextTrainer(SETTINGS, GOLD, ClassifierProgress.SILENT).fit(Optional.empty());
        float[][] rows = encoded(fitted.encoder(), GOLD.rows());
        byte[] onnx = fitted.model()
                .write(new ClassifierGraph("text", fitted.encoder().tokens().size(), GOLD.classes()));

        try (OnnxRows session = new OnnxRows(onnx)) {
            OnnxRows.Answer answer = session.run(rows);
            for (int i = 0; i < rows.length; i++) {
                float[] expected = fitted.model().probabilities(rows[i]);
                for (int c = 0; c < expected.length; c++) {
                    assertThat(answer.probabilities()[i][c]).isBetween(expected[c] - 1e-5f, expected[c] + 1e-5f);
                }
                float best = expected[ClassScores.label(expected)];
                assertThat(expected[(int) answer.labels()[i]]).isBetween(best - 1e-5f, best);
            }
        }
    }

    /** Tribuo's own trainer, given the same rows and settings, is the yardstick. */
    @Test
    void shouldLearnAsMuchAsTribuoDoes() {
        TextTrainer.Fitted fitted = new TextTrainer(SETTINGS, GOLD, ClassifierProgress.SILENT).fit(Optional.empty());
        List<GoldRow> part = GOLD.part(Split.TRAIN);
        int[] labels = GOLD.labels(part);
        TextRows texts = rows(fitted, part);
        float[] byClass = SETTINGS.classWeights().of(labels, 4);
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            ArrayExample<Label> example = example(labels[i], texts.rows().get(i));
            example.setWeight(byClass[labels[i]]);
            examples.add(example);
        }
        Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
        LabelFactory factory = new LabelFactory();
        LinearSGDModel tribuo = new LinearSGDTrainer(
                        new LogMulticlass(), new AdaGrad(SETTINGS.learningRate(), 1e-6), SETTINGS.epochs(), -1, 1, 5)
                .train(new MutableDataset<>(examples, new SimpleDataSourceProvenance("gold", factory), factory));

        List<GoldRow> unseen = GOLD.part(Split.TEST);
        float[][] theirs = rows(fitted, unseen).rows().stream()
                .map(row -> shares(tribuo, row))
                .toArray(float[][]::new);
        ClassScores yardstick = ClassScores.of(theirs, GOLD.labels(unseen));
        float[][] rows = encoded(fitted.encoder(), unseen);
        float[][] ours = Arrays.stream(rows).map(fitted.model()::probabilities).toArray(float[][]::new);
        ClassScores scores = ClassScores.of(ours, GOLD.labels(unseen));
        assertThat(scores.accuracy()).isBetween(yardstick.accuracy() - 0.02, yardstick.accuracy() + 0.02);
        assertThat(scores.logLoss()).isBetween(yardstick.logLoss() - 0.05, yardstick.logLoss() + 0.05);
    }

    private static TextRows rows(TextTrainer.Fitted fitted, List<GoldRow> part) {
        return TextRows.of(
                fitted.encoder(),
                fitted.model().rarity(),
                GOLD.column(GOLD.schema().features().get(0), part),
                GOLD.labels(part));
    }

    private static ArrayExample<Label> example(int label, TextRows.Row row) {
        ArrayExample<Label> example = new ArrayExample<>(new Label(Integer.toString(label)));
        for (int i = 0; i < row.tokens().length; i++) {
            example.add("%06d".formatted(row.tokens()[i]), row.values()[i]);
        }
        return example;
    }

    private static float[] shares(LinearSGDModel model, TextRows.Row row) {
        float[] shares = new float[4];
        model.predict(example(0, row))
                .getOutputScores()
                .forEach((name, label) -> shares[Integer.parseInt(name)] = (float) label.getScore());
        return shares;
    }

    @Test
    void shouldSayHowItGetsOnAndEndWhenToldTo() {
        List<ClassScores> told = new ArrayList<>();
        TrainedClassifier trained = new TextTrainer(SETTINGS, GOLD, (done, total, validation) -> {
                    told.add(validation.get().orElseThrow());
                    return done < 3;
                })
                .train(Optional.empty());

        assertThat(told).hasSize(3);
        assertThat(told).allSatisfy(scores -> assertThat(scores.accuracy()).isGreaterThan(0.8));
        assertThat(told).extracting(ClassScores::logLoss).doesNotHaveDuplicates();
        assertThat(trained.recipe()).containsEntry("epochsDone", "3").containsEntry("epochs", "20");
        assertThat(trained.validation().orElseThrow().logLoss())
                .isCloseTo(told.get(2).logLoss(), within(1e-5));
    }

    private static float[][] encoded(TextEncoder encoder, List<GoldRow> rows) {
        Column column = GOLD.schema().features().get(0);
        return GOLD.column(column, rows).stream().map(encoder::encode).toArray(float[][]::new);
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        TrainedClassifier trained = train(SETTINGS);

        assertThat(train(SETTINGS).sha256()).isEqualTo(trained.sha256());
        assertThat(train(TextSettings.standard(6)).sha256()).isNotEqualTo(trained.sha256());
        assertThat(trained.recipe()).containsEntry("tokeniser", "nfkc-lower-1").containsEntry("seed", "5");
    }

    @Test
    void shouldReadSettingsByName() {
        assertThat(TextSettings.of(SETTINGS.describe(), 5)).isEqualTo(SETTINGS);
        assertThatThrownBy(() -> TextSettings.of(Map.of("epoch", "5", "pairs", "no", "mostTokens", "0"), 1))
                .hasMessageContaining("mostTokens is 1 to 50000")
                .hasMessageContaining("Did you mean epochs?")
                .hasMessageContaining("pairs must be true or false, not no");
    }

    @Test
    void shouldClaimNothingOfRowsThatAreNotThere() throws Exception {
        List<Optional<ClassScores>> told = new ArrayList<>();
        TrainedClassifier trained = new TextTrainer(
                        SETTINGS, GOLD.without(Split.VALIDATION), (done, total, validation) -> {
                            told.add(validation.get());
                            return false;
                        })
                .train(Optional.empty());

        assertThat(trained.validation()).isEmpty();
        assertThat(told).containsExactly(Optional.empty());
        assertThat(trained.train().rows()).isPositive();
        assertThatThrownBy(() -> ClassScores.of(new float[0][], new int[0])).hasMessageContaining("Without a row");
    }

    @Test
    void shouldTakeNoStepsThatLeadBeyondNumbers() {
        assertThatThrownBy(() -> TextSettings.of(Map.of("learningRate", "1e300"), 1))
                .hasMessageContaining("learningRate is above 0 to 10");
        TrainedClassifier longest = train(TextSettings.of(Map.of("learningRate", "10", "epochs", "5"), 1));
        assertThat(longest.train().logLoss()).isFinite();
    }

    @Test
    void shouldRefuseWeightsThatAreNoNumbers() throws Exception {
        for (double weight : new double[] {Double.NaN, 1e300}) {
            ByteBuffer state = ByteBuffer.allocate(Integer.BYTES + 2 * 2 * 2 * Double.BYTES);
            state.putInt(1).putDouble(weight);
            SoftmaxDescent descent = new SoftmaxDescent(SETTINGS, 1, new float[] {1, 1});
            descent.read(new DataInputStream(new ByteArrayInputStream(state.array())));

            assertThatThrownBy(() -> descent.model(new float[] {1}))
                    .isInstanceOfSatisfying(
                            TrainingFault.class, e -> assertThat(e.failure()).isEqualTo(RunFailure.NOT_A_NUMBER))
                    .hasMessageContaining("a weight is " + weight);
            assertThatThrownBy(() -> descent.epoch(new TextRows(List.of(), new int[0])))
                    .hasMessageContaining("diverged up to epoch 2");
        }
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

        assertThatThrownBy(() -> train(SETTINGS, baskets))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("exactly one, of type TEXT");
        assertThatThrownBy(() -> train(SETTINGS, halved))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("no row to train with of billing");
    }
}
