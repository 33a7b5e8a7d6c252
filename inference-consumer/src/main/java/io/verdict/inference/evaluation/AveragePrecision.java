package io.verdict.inference.evaluation;

import java.util.Comparator;
import java.util.List;

/**
 * Average precision of matches gathered over all images: precision made non-increasing, then sampled at the 101 recalls
 * 0, 0.01 … 1 (COCO's definition, Lin et al. 2014, as in pycocotools).
 */
final class AveragePrecision {
    private static final int SAMPLES = 101;

    private AveragePrecision() {}

    /** NaN where there is nothing to find. */
    static double of(List<Match> matches, int positives) {
        if (positives == 0) {
            return Double.NaN;
        }
        // Among equal scores the false ones first: the order of images must not be able to improve a result.
        List<Match> ranked = matches.stream()
                .filter(match -> match.verdict() != Match.Verdict.IGNORED)
                .sorted(Comparator.comparingDouble((Match match) -> -match.score())
                        .thenComparing(match -> match.verdict() == Match.Verdict.TRUE_POSITIVE))
                .toList();
        double[] precision = new double[ranked.size()];
        double[] recall = new double[ranked.size()];
        int hits = 0;
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).verdict() == Match.Verdict.TRUE_POSITIVE) {
                hits++;
            }
            precision[i] = (double) hits / (i + 1);
            recall[i] = (double) hits / positives;
        }
        for (int i = precision.length - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            while (at < recall.length && recall[at] < sample / 100.0 - 1e-12) {
                at++;
            }
            sum += at < precision.length ? precision[at] : 0;
        }
        return sum / SAMPLES;
    }
}
