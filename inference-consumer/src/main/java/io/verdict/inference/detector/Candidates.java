package io.verdict.inference.detector;

import java.util.Arrays;

/** Boxes above the threshold in flat arrays, in model pixels; grows by doubling, nothing is allocated per box. */
final class Candidates {
    private float[] boxes = new float[4 * 64];
    private float[] scores = new float[64];
    private int[] classes = new int[64];
    private int size;

    void add(float left, float top, float right, float bottom, float score, int classIndex) {
        if (size == scores.length) {
            boxes = Arrays.copyOf(boxes, 2 * boxes.length);
            scores = Arrays.copyOf(scores, 2 * size);
            classes = Arrays.copyOf(classes, 2 * size);
        }
        int at = 4 * size;
        boxes[at] = left;
        boxes[at + 1] = top;
        boxes[at + 2] = right;
        boxes[at + 3] = bottom;
        scores[size] = score;
        classes[size] = classIndex;
        size++;
    }

    int size() {
        return size;
    }

    float left(int i) {
        return boxes[4 * i];
    }

    float top(int i) {
        return boxes[4 * i + 1];
    }

    float right(int i) {
        return boxes[4 * i + 2];
    }

    float bottom(int i) {
        return boxes[4 * i + 3];
    }

    float score(int i) {
        return scores[i];
    }

    int classIndex(int i) {
        return classes[i];
    }

    /**
     * Greedy non-maximum suppression within each class; ties keep the model's order, so the result is the same on
     * every run.
     *
     * @return indices of what stays, strongest first, at most {@code limit}
     */
    int[] suppress(float iouThreshold, int limit) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            // Scores are positive, so their bits sort as they do; inverted for descending, index breaks ties.
            order[i] = (long) (Integer.MAX_VALUE - Float.floatToIntBits(scores[i])) << 32 | i;
        }
        Arrays.sort(order);
        int[] kept = new int[Math.min(size, limit)];
        int count = 0;
        for (int n = 0; n < size && count < limit; n++) {
            int candidate = (int) order[n];
            if (!covered(candidate, kept, count, iouThreshold)) {
                kept[count++] = candidate;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean covered(int candidate, int[] kept, int count, float iouThreshold) {
        for (int k = 0; k < count; k++) {
            if (classes[kept[k]] == classes[candidate] && iou(kept[k], candidate) > iouThreshold) {
                return true;
            }
        }
        return false;
    }

    private float iou(int a, int b) {
        float width = Math.min(right(a), right(b)) - Math.max(left(a), left(b));
        float height = Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
        if (width <= 0 || height <= 0) {
            return 0;
        }
        float overlap = width * height;
        return overlap / (area(a) + area(b) - overlap);
    }

    private float area(int i) {
        return (right(i) - left(i)) * (bottom(i) - top(i));
    }
}
