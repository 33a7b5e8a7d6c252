package io.verdict.connectors.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.classifier.ClassWeights;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.ClassifierProgress;
import io.verdict.connectors.classifier.OnnxRows;
import io.verdict.connectors.classifier.TrainedClassifier;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.training.TrainingException;
import io.verdict.topics.contract.RowEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SYS-4, TRN-1, TRN-4: baskets are learnt, far better than by guessing, and the same again each time. */
class TabularTrainerTest {

    private static final TreeSettings.Forest FOREST = new TreeSettings.Forest(20, 9, 3, 0, ClassWeights.BALANCED, 7);
    private static final TreeSettings.Boosting BOOSTING =
            new TreeSettings.Boosting(12, 3, 5, 0.3f, 0.8f, 24, ClassWeights.EVEN, 7);
    private static final GoldTable GOLD = gold(2000);
    /** Enough where only the bytes matter. */
    private static final GoldTable FEW = gold(300);

    @TempDir
    Path folder;

    private static GoldTable gold(int rows) {
        try {
            return GoldTable.of(GoldBuild.build(Baskets.schema(), List.of(Baskets.csv(rows, 11))));
        } catch (TableFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static TrainedClassifier train(TreeSettings settings, GoldTable gold, int threads) {
        return new TabularTrainer(settings, gold, threads, ClassifierProgress.SILENT).train(Optional.empty());
    }

    @Test
    void shouldReachTheGatesOnRowsItHasNotSeenWhereTheMostCommonClassDoesNot() throws Exception {
        List<GoldRow> test = GOLD.part(Split.TEST);
        int[] truth = GOLD.labels(test);
        float[][] guesses = new float[truth.length][];
        java.util.Arrays.fill(guesses, new float[] {0, 1, 0});
        ClassScores guessing = ClassScores.of(guesses, truth);

        assertThat(guessing.accuracy()).isBetween(0.5, 0.7);
        assertThat(guessing.macroF1()).isLessThan(0.3);
        for (TreeSettings settings : List.of(FOREST, BOOSTING)) {
            TrainedClassifier trained = train(settings, GOLD, 2);
            ClassScores scores = scoresInTheGraph(trained.onnx(), test);
            assertThat(scores.accuracy()).as(settings.toString()).isGreaterThanOrEqualTo(0.8);
            assertThat(scores.macroF1()).as(settings.toString()).isGreaterThanOrEqualTo(0.7);
            assertThat(trained.validation().orElseThrow().accuracy()).isGreaterThanOrEqualTo(0.8);
        }
    }

    private static ClassScores scoresInTheGraph(byte[] onnx, List<GoldRow> part) throws Exception {
        try (OnnxRows session = new OnnxRows(onnx)) {
            RowEncoder encoder = RowEncoder.of(session.metadata().get(ClassifierGraph.CONTRACT));
            return ClassScores.of(session.run(GOLD.encoded(encoder, part)).probabilities(), GOLD.labels(part));
        }
    }

    @Test
    void shouldDecideEveryRowInTheGraphAsInJavaWithMissingValuesToo() throws Exception {
        RowEncoder encoder = new RowEncoder(GOLD.schema().features());
        float[][] raw = GOLD.encoded(encoder, GOLD.rows());
        float[][] train = GOLD.encoded(encoder, GOLD.part(Split.TRAIN));
        Expansion expansion = Expansion.learn(encoder.features(), train);
        // Features that are required are left out as well: the graph must still answer with numbers.
        raw[0] = new float[encoder.features().size()];
        java.util.Arrays.fill(raw[0], Float.NaN);
        for (TreeSettings settings : List.of(FOREST, BOOSTING)) {
            TrainingRows rows = rows(expansion.expand(train));
            TreeEnsemble ensemble = grown(settings, rows);
            ClassifierGraph graph = new ClassifierGraph("tabular", raw[0].length, GOLD.classes());
            byte[] onnx = ensemble.write(graph, expansion.write(graph.nodes()));
            float[][] expected = ensemble.probabilities(expansion.expand(raw));

            try (OnnxRows session = new OnnxRows(onnx)) {
                OnnxRows.Answer answer = session.run(raw);
                assertThat(raw.length).isGreaterThan(1900);
                for (int i = 0; i < raw.length; i++) {
                    assertThat(answer.labels()[i])
                            .isEqualTo(ClassScores.label(ensemble.scores(expansion.expand(raw[i]))));
                    for (int c = 0; c < 3; c++) {
                        assertThat(answer.probabilities()[i][c])
                                .isBetween(expected[i][c] - 1e-6f, expected[i][c] + 1e-6f)
                                .isBetween(0f, 1f);
                    }
                }
                // One by one gives the same bits as all at once.
                for (int i = 0; i < 20; i++) {
                    assertThat(session.run(new float[][] {raw[i]}).probabilities()[0])
                            .isEqualTo(answer.probabilities()[i]);
                }
            }
        }
    }

    private static TrainingRows rows(float[][] values) {
        int[] labels = GOLD.labels(GOLD.part(Split.TRAIN));
        float[] weights = new float[labels.length];
        java.util.Arrays.fill(weights, 1);
        return new TrainingRows(values, labels, weights, 3);
    }

    private static TreeEnsemble grown(TreeSettings settings, TrainingRows rows) {
        TreeGrowth growth = settings instanceof TreeSettings.Forest forest
                ? new ForestGrowth(forest, rows, 1)
                : new BoostingGrowth((TreeSettings.Boosting) settings, rows);
        try (growth) {
            return growth.ensemble(growth.grow(0, 10, List.of()));
        }
    }

    @Test
    void shouldWriteAGraphOfStandardPartsWithTheStatedNamesAndShapes() throws Exception {
        byte[] onnx = train(new TreeSettings.Boosting(2, 2, 5, 0.5f, 1, 8, ClassWeights.EVEN, 1), FEW, 1)
                .onnx();
        ModelProto model = ModelProto.parseFrom(onnx);

        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly(
                        "IsNaN",
                        "Where",
                        "Gather",
                        "Gather",
                        "Cast",
                        "Gather",
                        "Equal",
                        "Cast",
                        "Concat",
                        "TreeEnsembleClassifier",
                        "Add",
                        "Softmax",
                        "ArgMax");
        assertThat(model.getOpsetImportList())
                .extracting(set -> set.getDomain() + ":" + set.getVersion())
                .containsExactly(":17", "ai.onnx.ml:3");
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey())
                .containsExactly("verdict.classes", "verdict.contract", "verdict.kind", "verdict.schema.sha256");
        try (OnnxRows session = new OnnxRows(onnx)) {
            assertThat(shape(session.session().getInputInfo().get("features"))).isEqualTo("FLOAT[-1, 9]");
            assertThat(shape(session.session().getOutputInfo().get("label"))).isEqualTo("INT64[-1]");
            assertThat(shape(session.session().getOutputInfo().get("probabilities")))
                    .isEqualTo("FLOAT[-1, 3]");
        }
    }

    private static String shape(NodeInfo node) {
        TensorInfo tensor = (TensorInfo) node.getInfo();
        return tensor.type + java.util.Arrays.toString(tensor.getShape());
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeedOnAnyNumberOfThreads() {
        TrainedClassifier one = train(FOREST, FEW, 1);

        assertThat(train(FOREST, FEW, 3).sha256()).isEqualTo(one.sha256());
        TreeSettings other = new TreeSettings.Forest(20, 9, 3, 0, ClassWeights.BALANCED, 8);
        assertThat(train(other, FEW, 1).sha256()).isNotEqualTo(one.sha256());
        assertThat(one.recipe())
                .containsEntry("seed", "7")
                .containsEntry("goldSha256", FEW.sha256())
                .containsEntry("schemaSha256", GOLD.schema().sha256());
    }

    @Test
    void shouldGoOnFromACheckpointToTheSameBytes() {
        for (TreeSettings settings : List.of(FOREST, BOOSTING)) {
            Path kept = folder.resolve(settings.getClass().getSimpleName());
            TrainedClassifier whole = train(settings, FEW, 2);
            TrainedClassifier part =
                    new TabularTrainer(settings, FEW, 2, (done, total, scores) -> done < 10).train(Optional.of(kept));
            TrainedClassifier rest =
                    new TabularTrainer(settings, FEW, 2, ClassifierProgress.SILENT).train(Optional.of(kept));

            assertThat(part.sha256()).isNotEqualTo(whole.sha256());
            assertThat(rest.sha256()).isEqualTo(whole.sha256());
            assertThat(rest.recipe()).isEqualTo(whole.recipe());
        }
    }

    @Test
    void shouldRefuseACheckpointOfAnotherTrainingOrADamagedOne() throws Exception {
        TreeSettings small = new TreeSettings.Forest(2, 3, 3, 0, ClassWeights.EVEN, 1);
        TreeSettings other = new TreeSettings.Forest(2, 3, 3, 0, ClassWeights.EVEN, 2);
        new TabularTrainer(small, FEW, 1, ClassifierProgress.SILENT).train(Optional.of(folder));

        assertThatThrownBy(
                        () -> new TabularTrainer(other, FEW, 1, ClassifierProgress.SILENT).train(Optional.of(folder)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("a checkpoint of another training");
        byte[] bytes = Files.readAllBytes(folder.resolve("trees.bin"));
        Files.write(folder.resolve("trees.bin"), java.util.Arrays.copyOf(bytes, bytes.length - 3));
        assertThatThrownBy(
                        () -> new TabularTrainer(small, FEW, 1, ClassifierProgress.SILENT).train(Optional.of(folder)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cannot be read as a checkpoint");
    }

    @Test
    void shouldClaimNothingOfRowsThatAreNotThere() {
        for (TreeSettings settings : List.of(FOREST, BOOSTING)) {
            assertThat(train(settings, FEW.without(Split.VALIDATION), 1).validation())
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatCannotBeLearnt() {
        GoldTable oneClass = new GoldTable(
                GOLD.schema(),
                GOLD.rows().stream().filter(row -> row.values().contains("Low")).toList(),
                "0");

        assertThatThrownBy(() ->
                        new TabularTrainer(FOREST, oneClass, 1, ClassifierProgress.SILENT).train(Optional.empty()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("all of one class");
        assertThatThrownBy(() -> new TreeSettings.Boosting(400, 3, 5, 0.1f, 1, 24, ClassWeights.EVEN, 1))
                .hasMessageContaining("at most 30");
        assertThatThrownBy(() -> new TreeSettings.Forest(0, 3, 5, 0, ClassWeights.EVEN, 1))
                .hasMessageContaining("1 to 1000 trees");
    }

    @Test
    void shouldReadSettingsByNameAndRefuseWhatIsNone() {
        for (TreeSettings settings : List.of(FOREST, BOOSTING)) {
            assertThat(TreeSettings.of(settings.describe(), 7)).isEqualTo(settings);
        }
        assertThat(TreeSettings.of(Map.of(), 3)).isEqualTo(TreeSettings.Forest.standard(3));
        assertThatThrownBy(() -> TreeSettings.of(Map.of("tree", "5", "maxDepth", "deep", "classWeights", "odd"), 1))
                .hasMessageContaining("there is no setting tree. Did you mean trees?")
                .hasMessageContaining("maxDepth must be a whole number, not deep")
                .hasMessageContaining("classWeights must be one of [EVEN, BALANCED], not odd");
    }
}
