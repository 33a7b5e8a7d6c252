package io.verdict.connectors.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.classifier.ClassWeights;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.classifier.OnnxRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.impl.ArrayExample;

/** SYS-4: what Tribuo predicts of a row, the graph predicts too. */
class ForestGrowthTest {

    private static final int TREES = 20;
    private static final int COLUMNS = 6;

    @Test
    void shouldPredictEachOfTwoThousandRandomRowsAsTribuoDoes() throws Exception {
        Random random = new Random(3);
        float[][] values = new float[2000][COLUMNS];
        int[] labels = new int[values.length];
        float[] weights = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            for (int c = 0; c < COLUMNS; c++) {
                values[i][c] = c == 0 ? random.nextInt(5) : (float) random.nextGaussian();
            }
            labels[i] = values[i][0] + values[i][1] > 2 ? 1 : random.nextInt(3);
            weights[i] = 1 + labels[i];
        }
        TreeSettings.Forest settings = new TreeSettings.Forest(TREES, 12, 2, 0.5f, ClassWeights.EVEN, 99);
        try (ForestGrowth growth = new ForestGrowth(settings, new TrainingRows(values, labels, weights, 3), 2)) {
            List<TreeModel<Label>> tribuo = new ArrayList<>();
            for (int t = 0; t < TREES; t++) {
                tribuo.add(growth.tribuo(TrainingRows.seed(99, t)));
            }
            byte[] onnx = growth.ensemble(growth.grow(0, TREES, List.of()))
                    .write(new ClassifierGraph("tabular", COLUMNS, List.of("a", "b", "c")), ClassifierGraph.FEATURES);

            try (OnnxRows session = new OnnxRows(onnx)) {
                OnnxRows.Answer answer = session.run(values);
                for (int i = 0; i < values.length; i++) {
                    double[] expected = mean(tribuo, values[i]);
                    int best = 0;
                    for (int c = 0; c < 3; c++) {
                        assertThat((double) answer.probabilities()[i][c])
                                .isBetween(expected[c] - 1e-5, expected[c] + 1e-5);
                        best = expected[c] > expected[best] ? c : best;
                    }
                    // Where two classes are level to the last digit, either may be said.
                    assertThat(expected[(int) answer.labels()[i]]).isBetween(expected[best] - 1e-5, expected[best]);
                }
            }
        }
    }

    private static double[] mean(List<TreeModel<Label>> trees, float[] row) {
        String[] names = new String[row.length];
        double[] values = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            names[c] = String.format(Locale.ROOT, "%06d", c);
            values[c] = row[c];
        }
        double[] sums = new double[3];
        for (TreeModel<Label> tree : trees) {
            Prediction<Label> prediction = tree.predict(new ArrayExample<>(new Label("0"), names, values));
            prediction
                    .getOutputScores()
                    .forEach((name, label) -> sums[Integer.parseInt(name)] += label.getScore() / trees.size());
        }
        return sums;
    }
}
