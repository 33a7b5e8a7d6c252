package io.verdict.connectors.text;

import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.onnx.OnnxNodes;
import java.util.List;

/**
 * Logistic regression on token counts: counts times rarity, scaled to length 1, times weights, plus bias, softmax.
 *
 * @param rarity by token
 * @param weights (tokens, classes)
 * @param bias by class
 */
record LinearModel(float[] rarity, float[][] weights, float[] bias) {
    private static final float LEAST_LENGTH = 1e-12f;

    /** Counts made comparable: rarer tokens weigh more, and long texts no more than short ones. */
    static float[] scaled(float[] counts, float[] rarity) {
        float[] values = new float[counts.length];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i] * rarity[i];
            squares += (double) values[i] * values[i];
        }
        float length = Math.max(LEAST_LENGTH, (float) Math.sqrt(squares));
        for (int i = 0; i < values.length; i++) {
            values[i] /= length;
        }
        return values;
    }

    float[] probabilities(float[] counts) {
        float[] values = scaled(counts, rarity);
        double[] scores = new double[bias.length];
        double top = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = bias[c];
            for (int i = 0; i < values.length; i++) {
                scores[c] += (double) values[i] * weights[i][c];
            }
            top = Math.max(top, scores[c]);
        }
        double sum = 0;
        for (double score : scores) {
            sum += StrictMath.exp(score - top);
        }
        float[] shares = new float[scores.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = (float) (StrictMath.exp(scores[c] - top) / sum);
        }
        return shares;
    }

    byte[] write(ClassifierGraph graph) {
        OnnxNodes nodes = graph.nodes();
        int classes = bias.length;
        float[] flat = new float[weights.length * classes];
        for (int i = 0; i < weights.length; i++) {
            System.arraycopy(weights[i], 0, flat, i * classes, classes);
        }
        String weighted =
                nodes.node("Mul", List.of(ClassifierGraph.FEATURES, nodes.floats("rarity", rarity, 1, rarity.length)));
        String length = nodes.node("ReduceL2", List.of(weighted), node -> {
            OnnxNodes.ints(node, "axes", 1);
            OnnxNodes.number(node, "keepdims", 1);
        });
        String positive = nodes.node("Max", List.of(length, nodes.floats("least", new float[] {LEAST_LENGTH}, 1)));
        String scaled = nodes.node("Div", List.of(weighted, positive));
        String product = nodes.node("MatMul", List.of(scaled, nodes.floats("weights", flat, weights.length, classes)));
        return graph.softmax(nodes.node("Add", List.of(product, nodes.floats("bias", bias, 1, classes))));
    }
}
