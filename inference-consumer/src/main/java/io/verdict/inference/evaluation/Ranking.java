package io.verdict.inference.evaluation;

/**
 * One class's detections of all images at one IoU threshold, strongest first, without those that are ignored. Gives
 * average precision under any weights of the images: precision made non-increasing, then sampled at the 101 recalls 0,
 * 0.01 … 1 (COCO's definition, Lin et al. 2014, as in pycocotools). Immutable.
 */
final class Ranking {
    private static final int SAMPLES = 101;
    private static final double[] RECALLS = recalls();
    /** From this share on all has been found: two orders of adding up weights differ by less, a whole object by more. */
    private static final double COMPLETE = 1 - 1e-12;

    /** In order of rank: twice the index of the image, and one more for a hit. */
    private final int[] ranked;

    private final int hits;

    /**
     * A ranking.
     *
     * @param images index of the image that each detection is from
     * @param hits whether it found something
     */
    Ranking(int[] images, boolean[] hits) {
        int last = hits.length;
        while (last > 0 && !hits[last - 1]) {
            last--;
        }
        // What comes after the last hit raises no recall, so it changes nothing.
        this.ranked = new int[last];
        int count = 0;
        for (int i = 0; i < last; i++) {
            ranked[i] = 2 * images[i] + (hits[i] ? 1 : 0);
            count += hits[i] ? 1 : 0;
        }
        this.hits = count;
    }

    /** The samples as the reference computes them: 0.07 and others are a last bit above the nearest number to k/100. */
    private static double[] recalls() {
        double[] recalls = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            recalls[i] = i * 0.01;
        }
        recalls[SAMPLES - 1] = 1;
        return recalls;
    }

    /** @param positives weight of all truths that count, above 0 */
    double averagePrecision(double[] weights, double positives) {
        double[] precision = new double[hits];
        double[] recall = new double[hits];
        double right = 0;
        double all = 0;
        int points = 0;
        for (int one : ranked) {
            double weight = weights[one >> 1];
            all += weight;
            if ((one & 1) == 1 && weight > 0) {
                right += weight;
                precision[points] = right / all;
                recall[points++] = right >= COMPLETE * positives ? 1 : right / positives;
            }
        }
        for (int i = points - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (double wanted : RECALLS) {
            while (at < points && recall[at] < wanted) {
                at++;
            }
            sum += at < points ? precision[at] : 0;
        }
        return sum / SAMPLES;
    }
}
