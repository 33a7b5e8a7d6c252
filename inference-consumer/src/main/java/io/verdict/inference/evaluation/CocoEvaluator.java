package io.verdict.inference.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures detections against truth by COCO's definition: greedy matching per image and class, at most 100 detections
 * per image and class, average precision at 101 recalls, IoU 0.50 to 0.95 in steps of 0.05. Stateless and thread-safe;
 * the order of images and boxes changes nothing. Says only what the values are; how sure they are, and more of them, says
 * {@link DetectionSample}.
 */
public final class CocoEvaluator {
    private final List<String> classes;
    private final double scoreThreshold;

    /**
     * An evaluator for one label list.
     *
     * @param scoreThreshold at which precision and recall are given, 0–1
     */
    public CocoEvaluator(List<String> classes, double scoreThreshold) {
        this.classes = List.copyOf(classes);
        this.scoreThreshold = scoreThreshold;
    }

    public DetectionMetrics evaluate(List<EvaluatedImage> images) {
        return evaluate(images, AreaRange.ALL);
    }

    /** Results counting only objects of some sizes. */
    public DetectionMetrics evaluate(List<EvaluatedImage> images, AreaRange area) {
        List<EvaluatedImage> ordered = DetectionSample.ordered(images);
        List<ClassMetrics> metrics = IntStream.range(0, classes.size())
                .mapToObj(index -> evaluate(ordered, area, index))
                .toList();
        int truths = metrics.stream().mapToInt(ClassMetrics::truths).sum();
        return new DetectionMetrics(images.size(), truths, scoreThreshold, metrics);
    }

    /** Results per value of an attribute; images without it are under {@code "unknown"}. */
    public Map<String, DetectionMetrics> slices(List<EvaluatedImage> images, String attribute) {
        Map<String, List<EvaluatedImage>> byValue = images.stream()
                .collect(Collectors.groupingBy(
                        image -> image.example().attribute(attribute), TreeMap::new, Collectors.toList()));
        Map<String, DetectionMetrics> slices = new TreeMap<>();
        byValue.forEach((value, slice) -> slices.put(value, evaluate(slice)));
        return slices;
    }

    private ClassMetrics evaluate(List<EvaluatedImage> images, AreaRange area, int classIndex) {
        ClassMatches matches = new ClassMatches(images, classIndex, area, scoreThreshold);
        double[] weights = new double[images.size()];
        Arrays.fill(weights, 1);
        double[] precisions = matches.averagePrecisions(weights);
        double truths = matches.positives(weights);
        double right = matches.right(weights);
        return new ClassMetrics(
                classes.get(classIndex),
                (int) truths,
                precisions[ClassMatches.AT_50],
                Arrays.stream(precisions).sum() / precisions.length,
                right / (right + matches.wrong(weights)),
                right / truths);
    }
}
