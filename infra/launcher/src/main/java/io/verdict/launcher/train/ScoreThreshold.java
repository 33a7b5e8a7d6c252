package io.verdict.launcher.train;

import io.verdict.inference.evaluation.ClassMetrics;
import io.verdict.inference.evaluation.CocoEvaluator;
import io.verdict.inference.evaluation.EvaluatedImage;
import java.util.List;

/** Chooses the score from which a detection is shown: the best mean F1 over the classes, on validation photos. */
final class ScoreThreshold {
    private static final int STEPS = 20;

    private ScoreThreshold() {}

    static float choose(List<EvaluatedImage> validation, List<String> classes) {
        float best = 0.5f;
        double most = -1;
        for (int step = 2; step < STEPS; step++) {
            float threshold = step / (float) STEPS;
            double f1 = new CocoEvaluator(classes, threshold)
                    .evaluate(validation).classes().stream()
                            .mapToDouble(ScoreThreshold::f1)
                            .average()
                            .orElse(0);
            if (f1 > most) {
                most = f1;
                best = threshold;
            }
        }
        return best;
    }

    private static double f1(ClassMetrics metrics) {
        double sum = metrics.precision() + metrics.recall();
        return sum > 0 ? 2 * metrics.precision() * metrics.recall() / sum : 0;
    }
}
