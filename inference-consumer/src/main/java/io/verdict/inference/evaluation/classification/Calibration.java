package io.verdict.inference.evaluation.classification;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidence, the greatest probability, tells how often the answer is right: bins of equal width over 0 to 1, each
 * without its lower end (Guo et al. 2017). Examples without an answer have no confidence and are in none. Immutable.
 */
public final class Calibration {
    static final int BINS = 15;

    private final double[] confidences;
    private final boolean[] right;

    /**
     * One bin.
     *
     * @param weight of the examples in it
     * @param confidence mean of theirs; null where there are none
     * @param accuracy share of them that are right; null where there are none
     */
    public record Bin(double from, double to, double weight, Double confidence, Double accuracy) {}

    Calibration(double[] confidences, boolean[] right) {
        this.confidences = confidences;
        this.right = right;
    }

    /** The bins of a reliability diagram, least confident first. */
    public List<Bin> bins(double[] weights) {
        Sums sums = new Sums(weights);
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double weight = sums.weight[bin];
            bins.add(new Bin(
                    (double) bin / BINS,
                    (bin + 1.0) / BINS,
                    weight,
                    weight == 0 ? null : sums.confidence[bin] / weight,
                    weight == 0 ? null : sums.right[bin] / weight));
        }
        return bins;
    }

    /** Expected calibration error. */
    double error(double[] weights) {
        Sums sums = new Sums(weights);
        double all = 0;
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            all += sums.weight[bin];
            error += Math.abs(sums.right[bin] - sums.confidence[bin]);
        }
        return error / all;
    }

    private final class Sums {
        private final double[] weight = new double[BINS];
        private final double[] confidence = new double[BINS];
        private final double[] right = new double[BINS];

        Sums(double[] weights) {
            for (int i = 0; i < weights.length; i++) {
                if (Double.isNaN(confidences[i])) {
                    continue;
                }
                int bin = Math.max(0, (int) Math.ceil(confidences[i] * BINS) - 1);
                weight[bin] += weights[i];
                confidence[bin] += weights[i] * confidences[i];
                right[bin] += Calibration.this.right[i] ? weights[i] : 0;
            }
        }
    }
}
