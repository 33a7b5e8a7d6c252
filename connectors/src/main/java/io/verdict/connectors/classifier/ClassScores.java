package io.verdict.connectors.classifier;

import java.util.Optional;

/**
 * How well a trainer says that its classifier does; a claim, which the platform's own evaluation does not rely on.
 *
 * @param rows how many were judged, 1 or more
 * @param accuracy share of them that was right, 0 to 1
 * @param macroF1 mean of the F1 score over classes that are there or were said, 0 to 1
 * @param logLoss mean negative logarithm of the true class's probability, at least 0
 */
public record ClassScores(int rows, double accuracy, double macroF1, double logLoss) {

    private static final double LEAST = 1e-7;

    /** What can be said of rows that may be none: without a row, nothing. */
    public static Optional<ClassScores> ofAny(float[][] probabilities, int[] truth) {
        return truth.length == 0 ? Optional.empty() : Optional.of(of(probabilities, truth));
    }

    /**
     * Compares probabilities with the truth.
     *
     * @param probabilities (rows, classes)
     * @param truth class index of each row
     * @throws IllegalArgumentException if there is no row
     */
    public static ClassScores of(float[][] probabilities, int[] truth) {
        if (truth.length == 0) {
            throw new IllegalArgumentException("Without a row nothing can be said of a classifier");
        }
        int classes = probabilities[0].length;
        int[] hit = new int[classes];
        int[] said = new int[classes];
        int[] there = new int[classes];
        double loss = 0;
        int right = 0;
        for (int i = 0; i < truth.length; i++) {
            int label = label(probabilities[i]);
            said[label]++;
            there[truth[i]]++;
            if (label == truth[i]) {
                hit[label]++;
                right++;
            }
            loss -= Math.log(Math.max(LEAST, probabilities[i][truth[i]]));
        }
        double f1 = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            if (said[c] + there[c] > 0) {
                f1 += 2.0 * hit[c] / (said[c] + there[c]);
                present++;
            }
        }
        return new ClassScores(truth.length, (double) right / truth.length, f1 / present, loss / truth.length);
    }

    /** Index of the largest number, the first of equals. */
    public static int label(float[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            if (scores[c] > scores[best]) {
                best = c;
            }
        }
        return best;
    }
}
