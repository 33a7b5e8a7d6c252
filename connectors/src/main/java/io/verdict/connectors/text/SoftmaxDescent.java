package io.verdict.connectors.text;

import io.verdict.connectors.classifier.ClassScores;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * Fits logistic regression for several classes, text by text, by AdaGrad (Duchi et al. 2011): each weight's step shrinks
 * with the squares of its gradients so far. The order of the texts in an epoch follows from seed and epoch alone, and
 * exponentials are those of {@link StrictMath}, so going on from a saved state comes to the same bits, on any machine.
 *
 * <p>Holds two doubles per token and class. For one thread.
 */
final class SoftmaxDescent {

    private static final double STEADY = 1e-6;

    private final TextSettings settings;
    private final float[] classWeights;
    private final double[][] weights;
    private final double[][] squares;
    private int epochs;

    /**
     * A descent from weights of zero.
     *
     * @param classWeights how much a text of each class counts
     */
    SoftmaxDescent(TextSettings settings, int tokens, float[] classWeights) {
        this.settings = settings;
        this.classWeights = classWeights;
        // The last row is the bias, a token that every text has once.
        this.weights = new double[tokens + 1][classWeights.length];
        this.squares = new double[tokens + 1][classWeights.length];
    }

    /** Passes over the texts that are done. */
    int epochs() {
        return epochs;
    }

    /**
     * One more pass over the texts. A text without a known token teaches nothing, not even the bias.
     *
     * @throws TrainingFault if it diverged: a weight is no number that a graph can hold
     */
    void epoch(TextRows texts) {
        for (int i : order(texts.size())) {
            TextRows.Row row = texts.rows().get(i);
            if (row.tokens().length > 0) {
                learn(row, texts.labels()[i]);
            }
        }
        epochs++;
        requireFinite();
    }

    private int[] order(int size) {
        Random random = new Random(settings.seed() * 31 + epochs);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private void learn(TextRows.Row row, int label) {
        double[] gradient = probabilities(row);
        gradient[label] -= 1;
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] *= classWeights[label];
        }
        for (int i = 0; i < row.tokens().length; i++) {
            step(row.tokens()[i], row.values()[i], gradient);
        }
        step(weights.length - 1, 1, gradient);
    }

    private void step(int token, double value, double[] gradient) {
        for (int c = 0; c < gradient.length; c++) {
            double slope = gradient[c] * value;
            squares[token][c] += slope * slope;
            weights[token][c] -= settings.learningRate() / (STEADY + Math.sqrt(squares[token][c])) * slope;
        }
    }

    private double[] probabilities(TextRows.Row row) {
        double[] shares = weights[weights.length - 1].clone();
        for (int i = 0; i < row.tokens().length; i++) {
            double[] weight = weights[row.tokens()[i]];
            for (int c = 0; c < shares.length; c++) {
                shares[c] += row.values()[i] * weight[c];
            }
        }
        double top = Arrays.stream(shares).max().orElse(0);
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = StrictMath.exp(shares[c] - top);
            sum += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= sum;
        }
        return shares;
    }

    /** How well the weights do as they are now; empty without texts. */
    Optional<ClassScores> scores(TextRows texts) {
        float[][] shares = new float[texts.size()][];
        for (int i = 0; i < shares.length; i++) {
            double[] exact = probabilities(texts.rows().get(i));
            shares[i] = new float[exact.length];
            for (int c = 0; c < exact.length; c++) {
                shares[i][c] = (float) exact[c];
            }
        }
        return ClassScores.ofAny(shares, texts.labels());
    }

    private void requireFinite() {
        for (double[] row : weights) {
            for (double weight : row) {
                if (!Float.isFinite((float) weight)) {
                    throw new TrainingFault(
                            RunFailure.NOT_A_NUMBER,
                            "Training diverged up to epoch %d: a weight is %s. Lower learningRate, or remove the checkpoint"
                                    .formatted(epochs, weight));
                }
            }
        }
    }

    /**
     * The weights as a graph holds them.
     *
     * @throws TrainingFault if one is no finite number
     */
    LinearModel model(float[] rarity) {
        requireFinite();
        float[][] learnt = new float[weights.length][];
        for (int token = 0; token < learnt.length; token++) {
            learnt[token] = new float[classWeights.length];
            for (int c = 0; c < classWeights.length; c++) {
                learnt[token][c] = (float) weights[token][c];
            }
        }
        return new LinearModel(rarity, Arrays.copyOf(learnt, learnt.length - 1), learnt[learnt.length - 1]);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(epochs);
        for (double[][] values : new double[][][] {weights, squares}) {
            for (double[] row : values) {
                for (double value : row) {
                    out.writeDouble(value);
                }
            }
        }
    }

    void read(DataInputStream in) throws IOException {
        epochs = in.readInt();
        for (double[][] values : new double[][][] {weights, squares}) {
            for (double[] row : values) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = in.readDouble();
                }
            }
        }
    }
}
