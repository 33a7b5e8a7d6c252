package io.verdict.inference.evaluation.classification;

/**
 * How often which class was answered where which is true, under weights; F1 and accuracy come from it. What was not
 * answered is there, and was found by no class.
 */
final class ClassCounts {
    private final double[][] counts;
    private final double[] there;
    private final double[] said;
    private double all;
    private double silent;

    ClassCounts(int[] truths, int[] answers, double[] weights, int classes) {
        this.counts = new double[classes][classes];
        this.there = new double[classes];
        this.said = new double[classes];
        for (int i = 0; i < weights.length; i++) {
            there[truths[i]] += weights[i];
            all += weights[i];
            if (answers[i] == Classified.NONE) {
                silent += weights[i];
            } else {
                counts[truths[i]][answers[i]] += weights[i];
                said[answers[i]] += weights[i];
            }
        }
    }

    double[][] counts() {
        return counts;
    }

    /** Share without an answer. */
    double refused() {
        return silent / all;
    }

    double accuracy() {
        double right = 0;
        for (int index = 0; index < counts.length; index++) {
            right += counts[index][index];
        }
        return right / all;
    }

    /** NaN for a class that was never answered. */
    double precision(int index) {
        return counts[index][index] / said[index];
    }

    /** NaN for a class that does not occur. */
    double recall(int index) {
        return counts[index][index] / there[index];
    }

    /** NaN for a class that neither occurs nor was answered. */
    double f1(int index) {
        return 2 * counts[index][index] / (said[index] + there[index]);
    }

    double macroF1() {
        double sum = 0;
        int classes = 0;
        for (int index = 0; index < counts.length; index++) {
            if (said[index] + there[index] > 0) {
                sum += f1(index);
                classes++;
            }
        }
        return sum / classes;
    }

    double weightedF1() {
        double sum = 0;
        for (int index = 0; index < counts.length; index++) {
            sum += there[index] > 0 ? there[index] * f1(index) : 0;
        }
        return sum / all;
    }
}
