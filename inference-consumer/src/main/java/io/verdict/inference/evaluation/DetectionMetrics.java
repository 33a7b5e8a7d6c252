package io.verdict.inference.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A detector's results over a set of images.
 *
 * @param images images looked at
 * @param truths objects that count
 * @param scoreThreshold threshold of precision and recall; average precision has none
 * @param classes in the order of the class indices
 */
public record DetectionMetrics(int images, int truths, double scoreThreshold, List<ClassMetrics> classes) {

    public DetectionMetrics {
        classes = List.copyOf(classes);
    }

    /** Mean over classes that have objects, of average precision at IoU 0.5. */
    public double map50() {
        return mean(ClassMetrics::ap50);
    }

    /** Mean over classes that have objects, of average precision over IoU 0.50–0.95. */
    public double map() {
        return mean(ClassMetrics::ap);
    }

    private double mean(ToDoubleFunction<ClassMetrics> value) {
        return classes.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
