package io.verdict.launcher.train;

import io.verdict.inference.evaluation.ClassMetrics;
import io.verdict.inference.evaluation.DetectionMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics as they are written down: four decimals, nothing where there was nothing to find.
 *
 * @param map50 mean average precision at IoU 0.5
 * @param map mean average precision over IoU 0.50–0.95
 */
record Scores(int images, int objects, Double map50, Double map, Map<String, ClassScores> classes) {

    record ClassScores(int objects, Double ap50, Double ap, Double precision, Double recall) {}

    static Scores of(DetectionMetrics metrics) {
        Map<String, ClassScores> classes = new LinkedHashMap<>();
        for (ClassMetrics one : metrics.classes()) {
            classes.put(
                    one.label(),
                    new ClassScores(
                            one.truths(),
                            rounded(one.ap50()),
                            rounded(one.ap()),
                            rounded(one.precision()),
                            rounded(one.recall())));
        }
        return new Scores(
                metrics.images(), metrics.truths(), rounded(metrics.map50()), rounded(metrics.map()), classes);
    }

    static Map<String, Scores> of(Map<String, DetectionMetrics> slices) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        slices.forEach((name, metrics) -> scores.put(name, of(metrics)));
        return scores;
    }

    private static Double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 10_000) / 10_000.0 : null;
    }
}
