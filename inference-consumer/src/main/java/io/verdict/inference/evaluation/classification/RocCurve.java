package io.verdict.inference.evaluation.classification;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve of one class against the rest, under any weights: the probability that an example of the class
 * is given more than one of the rest, ties half (Mann and Whitney 1947; Hanley and McNeil 1982). Immutable.
 */
final class RocCurve {
    private final int[] ranked;
    private final double[] probabilities;
    private final boolean[] positive;

    /**
     * A curve.
     *
     * @param probabilities NaN for examples without an answer, which are left out
     * @param positive whether each example is of the class
     */
    RocCurve(double[] probabilities, boolean[] positive) {
        this.probabilities = probabilities;
        this.positive = positive;
        this.ranked = IntStream.range(0, probabilities.length)
                .filter(i -> !Double.isNaN(probabilities[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** NaN where one side is empty. */
    double area(double[] weights) {
        double below = 0;
        double positives = 0;
        double wins = 0;
        for (int from = 0; from < ranked.length; ) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            int to = from;
            while (to < ranked.length && probabilities[ranked[to]] == probabilities[ranked[from]]) {
                int i = ranked[to++];
                tiedPositives += positive[i] ? weights[i] : 0;
                tiedNegatives += positive[i] ? 0 : weights[i];
            }
            wins += tiedPositives * (below + tiedNegatives / 2);
            positives += tiedPositives;
            below += tiedNegatives;
            from = to;
        }
        return wins / (positives * below);
    }
}
