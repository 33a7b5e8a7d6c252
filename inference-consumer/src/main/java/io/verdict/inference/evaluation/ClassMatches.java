package io.verdict.inference.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one class's detections in all images, for objects of some sizes, at IoU 0.50, 0.55 … 0.95: matched once,
 * counted under any weights of the images. Among equal scores the image that comes first in the list is ranked first.
 * Immutable.
 */
final class ClassMatches {
    static final int THRESHOLDS = 10;

    /** Index of IoU 0.5 and 0.75. */
    static final int AT_50 = 0;

    static final int AT_75 = 5;

    /** Detections per image that average recall is asked for. */
    static final List<Integer> MOST_FOUND = List.of(1, 10, 100);

    /** Of a class in an image, the strongest, in whatever is counted. */
    static final int MAX_DETECTIONS = 100;

    private final int[] positives;
    private final Ranking[] rankings = new Ranking[THRESHOLDS];
    /** By most detections per image, then image: hits among these, summed over the thresholds. */
    private final Map<Integer, int[]> found = new HashMap<>();

    private final int[] right;
    private final int[] wrong;

    ClassMatches(List<EvaluatedImage> images, int classIndex, AreaRange area, double scoreThreshold) {
        List<ImageMatcher> matchers = images.stream()
                .map(image -> new ImageMatcher(image, classIndex, area, MAX_DETECTIONS))
                .toList();
        this.positives = matchers.stream().mapToInt(ImageMatcher::positives).toArray();
        MOST_FOUND.forEach(most -> found.put(most, new int[images.size()]));
        this.right = new int[images.size()];
        this.wrong = new int[images.size()];
        List<Found> ranked = ranked(matchers);
        for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
            int[][] matches = new int[matchers.size()][];
            for (int image = 0; image < matches.length; image++) {
                matches[image] = matchers.get(image).matches(iou(threshold));
                for (int most : MOST_FOUND) {
                    found.get(most)[image] += hits(matches[image], most);
                }
            }
            rankings[threshold] = ranking(ranked, matches);
            if (threshold == AT_50) {
                count(ranked, matches, scoreThreshold);
            }
        }
    }

    /** As the reference computes it, up to the last bit. */
    static double iou(int threshold) {
        return threshold == THRESHOLDS - 1 ? 0.95 : 0.5 + threshold * ((0.95 - 0.5) / (THRESHOLDS - 1));
    }

    /** One detection: its score, its image, and its rank there. */
    private record Found(float score, int image, int rank) {}

    private static List<Found> ranked(List<ImageMatcher> matchers) {
        List<Found> all = new ArrayList<>();
        for (int image = 0; image < matchers.size(); image++) {
            for (int rank = 0; rank < matchers.get(image).detections().size(); rank++) {
                all.add(new Found(matchers.get(image).detections().get(rank).score(), image, rank));
            }
        }
        all.sort(Comparator.comparingDouble((Found one) -> -one.score()));
        return all;
    }

    private static int hits(int[] matches, int most) {
        int hits = 0;
        for (int rank = 0; rank < Math.min(most, matches.length); rank++) {
            hits += matches[rank] >= 0 ? 1 : 0;
        }
        return hits;
    }

    private static Ranking ranking(List<Found> ranked, int[][] matches) {
        List<Found> counted = ranked.stream()
                .filter(one -> matches[one.image()][one.rank()] != ImageMatcher.IGNORED)
                .toList();
        int[] images = new int[counted.size()];
        boolean[] hits = new boolean[counted.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = counted.get(i).image();
            hits[i] = matches[counted.get(i).image()][counted.get(i).rank()] >= 0;
        }
        return new Ranking(images, hits);
    }

    private void count(List<Found> ranked, int[][] matches, double scoreThreshold) {
        for (Found one : ranked) {
            int match = matches[one.image()][one.rank()];
            if (one.score() >= scoreThreshold && match != ImageMatcher.IGNORED) {
                (match >= 0 ? right : wrong)[one.image()]++;
            }
        }
    }

    /** Objects that count. */
    double positives(double[] weights) {
        return sum(positives, weights);
    }

    /** Detections from the score threshold on that are right at IoU 0.5. */
    double right(double[] weights) {
        return sum(right, weights);
    }

    /** Those that are wrong. */
    double wrong(double[] weights) {
        return sum(wrong, weights);
    }

    /** Average precision at one IoU; NaN where there is nothing to find. */
    double averagePrecision(double[] weights, int threshold) {
        double there = positives(weights);
        return there == 0 ? Double.NaN : rankings[threshold].averagePrecision(weights, there);
    }

    /** Average precision at every IoU. */
    double[] averagePrecisions(double[] weights) {
        double[] all = new double[THRESHOLDS];
        for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
            all[threshold] = averagePrecision(weights, threshold);
        }
        return all;
    }

    /** Recall with so many detections per image, mean over the IoUs; NaN where there is nothing to find. */
    double averageRecall(double[] weights, int most) {
        double there = positives(weights);
        return there == 0 ? Double.NaN : sum(found.get(most), weights) / there / THRESHOLDS;
    }

    private static double sum(int[] counts, double[] weights) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * weights[i];
        }
        return sum;
    }
}
