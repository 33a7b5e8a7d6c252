package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs one class's detections of one image with its truths as COCO's evaluator does: strongest detection first, each
 * takes the free truth that it overlaps most, a truth that counts before one that is ignored.
 */
final class ImageMatcher {
    /** Nothing was there, or another detection had it. */
    static final int WRONG = -1;

    /** It lies on a crowd or outside the area range, so it counts neither for nor against. */
    static final int IGNORED = -2;

    /** Slack for an overlap that equals the threshold up to rounding, as in the reference evaluator. */
    private static final double SLACK = 1e-10;

    private static final int NONE = -1;

    private final List<Detection> detections;
    private final List<GroundTruth> truths;
    private final List<Boolean> ignored;
    private final double[][] overlaps;
    private final AreaRange area;

    ImageMatcher(EvaluatedImage image, int classIndex, AreaRange area, int maxDetections) {
        this.area = area;
        this.detections = image.detections().stream()
                .filter(detection -> detection.classIndex() == classIndex)
                .sorted(Comparator.comparingDouble((Detection detection) -> -detection.score())
                        .thenComparingDouble(Detection::x)
                        .thenComparingDouble(Detection::y)
                        .thenComparingDouble(Detection::width)
                        .thenComparingDouble(Detection::height))
                .limit(maxDetections)
                .toList();
        // Truths that count come first, so that an ignored one never takes their detection.
        this.truths = image.truths().stream()
                .filter(truth -> truth.classIndex() == classIndex)
                .sorted(Comparator.comparing(this::isIgnored)
                        .thenComparingDouble(GroundTruth::x)
                        .thenComparingDouble(GroundTruth::y)
                        .thenComparingDouble(GroundTruth::width)
                        .thenComparingDouble(GroundTruth::height))
                .toList();
        this.ignored = truths.stream().map(this::isIgnored).toList();
        this.overlaps = new double[detections.size()][truths.size()];
        for (int d = 0; d < detections.size(); d++) {
            for (int t = 0; t < truths.size(); t++) {
                overlaps[d][t] = overlap(detections.get(d), truths.get(t));
            }
        }
    }

    private boolean isIgnored(GroundTruth truth) {
        return truth.crowd() || !area.contains(truth.area());
    }

    /** Strongest first. */
    List<Detection> detections() {
        return detections;
    }

    /** Those that count come first. */
    List<GroundTruth> truths() {
        return truths;
    }

    /** Truths that count. */
    int positives() {
        return (int) ignored.stream().filter(ignore -> !ignore).count();
    }

    /** For each detection the index of the truth that it found, {@link #WRONG} or {@link #IGNORED}. */
    int[] matches(double iouThreshold) {
        boolean[] taken = new boolean[truths.size()];
        int[] matches = new int[detections.size()];
        for (int d = 0; d < matches.length; d++) {
            int best = best(d, taken, iouThreshold);
            if (best != NONE) {
                taken[best] = true;
            }
            matches[d] = verdict(detections.get(d), best);
        }
        return matches;
    }

    private int best(int detection, boolean[] taken, double iouThreshold) {
        double most = Math.min(iouThreshold, 1 - SLACK);
        int best = NONE;
        for (int t = 0; t < truths.size(); t++) {
            if (taken[t] && !truths.get(t).crowd()) {
                continue;
            }
            if (best != NONE && !ignored.get(best) && ignored.get(t)) {
                break;
            }
            if (overlaps[detection][t] >= most) {
                most = overlaps[detection][t];
                best = t;
            }
        }
        return best;
    }

    private int verdict(Detection detection, int truth) {
        if (truth != NONE) {
            return ignored.get(truth) ? IGNORED : truth;
        }
        double size = (double) detection.width() * detection.height();
        return area.contains(size) ? WRONG : IGNORED;
    }

    /** IoU; against a crowd, the share of the detection that lies inside it. */
    static double overlap(Detection detection, GroundTruth truth) {
        double width = Math.min((double) detection.x() + detection.width(), truth.x() + truth.width())
                - Math.max(detection.x(), truth.x());
        double height = Math.min((double) detection.y() + detection.height(), truth.y() + truth.height())
                - Math.max(detection.y(), truth.y());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double both = width * height;
        double found = (double) detection.width() * detection.height();
        return truth.crowd() ? both / found : both / (found + truth.area() - both);
    }
}
