package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts which class was found where which was, at IoU 0.5 and the serving threshold. Pairs within a class are those of
 * precision and recall, and as there, of the detections of a class in an image the strongest 100 count; what is left over
 * on both sides is then paired across classes, strongest first; what is still left over is in the row or column
 * {@code background}. Pure.
 */
public final class Confusion {
    /** Nothing there, or nothing found. */
    public static final String BACKGROUND = "background";

    private static final double IOU = 0.5;

    private final List<String> classes;
    private final double scoreThreshold;

    public Confusion(List<String> classes, double scoreThreshold) {
        this.classes = List.copyOf(classes);
        this.scoreThreshold = scoreThreshold;
    }

    /** The counts over all images, each as often as its weight says. */
    public ConfusionMatrix of(List<EvaluatedImage> images) {
        int background = classes.size();
        double[][] counts = new double[background + 1][background + 1];
        for (EvaluatedImage image : images) {
            add(image.from(scoreThreshold), image.example().weight(), counts);
        }
        List<String> labels = new ArrayList<>(classes);
        labels.add(BACKGROUND);
        return ConfusionMatrix.of(labels, counts);
    }

    private void add(EvaluatedImage image, double weight, double[][] counts) {
        int background = classes.size();
        List<Detection> wrong = new ArrayList<>();
        List<GroundTruth> missed = new ArrayList<>();
        for (int index = 0; index < background; index++) {
            ImageMatcher matcher = new ImageMatcher(image, index, AreaRange.ALL, ClassMatches.MAX_DETECTIONS);
            List<GroundTruth> free = new ArrayList<>(matcher.truths());
            int[] matches = matcher.matches(IOU);
            for (int d = 0; d < matches.length; d++) {
                if (matches[d] >= 0) {
                    counts[index][index] += weight;
                    free.set(matches[d], null);
                } else if (matches[d] == ImageMatcher.WRONG) {
                    wrong.add(matcher.detections().get(d));
                }
            }
            free.stream().filter(truth -> truth != null && !truth.crowd()).forEach(missed::add);
        }
        wrong.sort(Comparator.comparingDouble(detection -> -detection.score()));
        for (Detection detection : wrong) {
            GroundTruth other = missed.stream()
                    .filter(truth -> ImageMatcher.overlap(detection, truth) >= IOU)
                    .max(Comparator.comparingDouble(truth -> ImageMatcher.overlap(detection, truth)))
                    .orElse(null);
            missed.remove(other);
            counts[other == null ? background : other.classIndex()][detection.classIndex()] += weight;
        }
        missed.forEach(truth -> counts[truth.classIndex()][background] += weight);
    }
}
