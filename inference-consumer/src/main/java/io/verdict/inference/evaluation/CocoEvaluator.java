package io.verdict.inference.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures detections against truth by COCO's definition: greedy matching per image and class, at most 100 detections
 * per image and class, average precision at 101 recalls, IoU 0.50 to 0.95 in steps of 0.05. Stateless and thread-safe;
 * the order of images and boxes changes nothing.
 */
public final class CocoEvaluator {
    private static final int MAX_DETECTIONS = 100;
    private static final int THRESHOLDS = 10;

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
        List<ClassMetrics> metrics = IntStream.range(0, classes.size())
                .mapToObj(index -> evaluate(images, area, index))
                .toList();
        int truths = metrics.stream().mapToInt(ClassMetrics::truths).sum();
        return new DetectionMetrics(images.size(), truths, scoreThreshold, metrics);
    }

    /** Results per value of an attribute; images without it are under {@code "unknown"}. */
    public Map<String, DetectionMetrics> slices(List<EvaluatedImage> images, String attribute) {
        Map<String, List<EvaluatedImage>> byValue = images.stream()
                .collect(Collectors.groupingBy(
                        image -> image.attributes().getOrDefault(attribute, "unknown"),
                        TreeMap::new,
                        Collectors.toList()));
        Map<String, DetectionMetrics> slices = new TreeMap<>();
        byValue.forEach((value, slice) -> slices.put(value, evaluate(slice)));
        return slices;
    }

    private ClassMetrics evaluate(List<EvaluatedImage> images, AreaRange area, int classIndex) {
        List<ImageMatcher> matchers = images.stream()
                .map(image -> new ImageMatcher(image, classIndex, area, MAX_DETECTIONS))
                .toList();
        int positives = matchers.stream().mapToInt(ImageMatcher::positives).sum();
        double sum = 0;
        double ap50 = Double.NaN;
        for (int step = 0; step < THRESHOLDS; step++) {
            double ap = AveragePrecision.of(matches(matchers, (50 + 5 * step) / 100.0), positives);
            ap50 = step == 0 ? ap : ap50;
            sum += ap;
        }
        List<Match> shown = matches(matchers, 0.5).stream()
                .filter(match -> match.score() >= scoreThreshold && match.verdict() != Match.Verdict.IGNORED)
                .toList();
        long right = shown.stream()
                .filter(match -> match.verdict() == Match.Verdict.TRUE_POSITIVE)
                .count();
        return new ClassMetrics(
                classes.get(classIndex),
                positives,
                ap50,
                sum / THRESHOLDS,
                shown.isEmpty() ? Double.NaN : (double) right / shown.size(),
                positives == 0 ? Double.NaN : (double) right / positives);
    }

    private static List<Match> matches(List<ImageMatcher> matchers, double iouThreshold) {
        List<Match> matches = new ArrayList<>();
        matchers.forEach(matcher -> matches.addAll(matcher.matches(iouThreshold)));
        return matches;
    }
}
