package io.verdict.inference.detector;

import io.verdict.inference.image.Letterbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Raw float output of one image to detections in image pixels: threshold, class-aware non-maximum suppression, clip to
 * the image. Stateless and thread-safe.
 */
public final class Postprocessor {
    /** Names these exact steps in decision records; any change that can move a box changes it. */
    public static final String POSTPROCESSING_VERSION = "threshold-nms-clip/1";

    private static final int BOX = 4;
    private static final int ROW = 6;

    private final DetectorSpec spec;

    public Postprocessor(DetectorSpec spec) {
        this.spec = spec;
    }

    /**
     * Detections of one image, strongest first.
     *
     * @param output holds the image's output from {@code offset}, {@code rows} × {@code columns} floats, row by row
     * @param rows second dimension of the model's output
     * @param columns third dimension of the model's output
     */
    public List<Detection> detections(float[] output, int offset, int rows, int columns, Letterbox letterbox) {
        Candidates candidates =
                switch (spec.output()) {
                    case YOLO_RAW -> yolo(output, offset, rows, columns);
                    case END_TO_END -> endToEnd(output, offset, rows, columns);
                };
        int[] kept = candidates.suppress(spec.iouThreshold(), spec.maxDetections());
        List<Detection> detections = new ArrayList<>(kept.length);
        for (int i : kept) {
            place(candidates, i, letterbox, detections);
        }
        return detections;
    }

    private Candidates yolo(float[] output, int offset, int rows, int anchors) {
        int classes = spec.classes().size();
        if (rows != BOX + classes) {
            throw new IllegalArgumentException("%s has %d classes, so its output must have %d rows, not %d"
                    .formatted(spec.name(), classes, BOX + classes, rows));
        }
        int scores = offset + BOX * anchors;
        // Class by class, since a class's scores lie side by side and an anchor's do not.
        float[] best = Arrays.copyOfRange(output, scores, scores + anchors);
        short[] bestClass = new short[anchors];
        for (short c = 1; c < classes; c++) {
            int row = scores + c * anchors;
            for (int a = 0; a < anchors; a++) {
                if (output[row + a] > best[a]) {
                    best[a] = output[row + a];
                    bestClass[a] = c;
                }
            }
        }
        Candidates candidates = new Candidates();
        for (int a = 0; a < anchors; a++) {
            if (best[a] >= spec.scoreThreshold() && best[a] > 0) {
                float x = output[offset + a];
                float y = output[offset + anchors + a];
                float halfWidth = output[offset + 2 * anchors + a] / 2;
                float halfHeight = output[offset + 3 * anchors + a] / 2;
                candidates.add(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, best[a], bestClass[a]);
            }
        }
        return candidates;
    }

    private Candidates endToEnd(float[] output, int offset, int rows, int columns) {
        if (columns != ROW) {
            throw new IllegalArgumentException("%s is declared end-to-end, so its rows must have %d values, not %d"
                    .formatted(spec.name(), ROW, columns));
        }
        Candidates candidates = new Candidates();
        for (int at = offset, end = offset + rows * ROW; at < end; at += ROW) {
            float score = output[at + 4];
            int classIndex = Math.round(output[at + 5]);
            if (score >= spec.scoreThreshold()
                    && score > 0
                    && classIndex >= 0
                    && classIndex < spec.classes().size()) {
                candidates.add(output[at], output[at + 1], output[at + 2], output[at + 3], score, classIndex);
            }
        }
        return candidates;
    }

    private void place(Candidates candidates, int i, Letterbox letterbox, List<Detection> detections) {
        float left = clip(letterbox.toImageX(candidates.left(i)), letterbox.imageWidth());
        float top = clip(letterbox.toImageY(candidates.top(i)), letterbox.imageHeight());
        float right = clip(letterbox.toImageX(candidates.right(i)), letterbox.imageWidth());
        float bottom = clip(letterbox.toImageY(candidates.bottom(i)), letterbox.imageHeight());
        // Boxes that lie in the padding only, or are not numbers, have nothing left inside the image.
        if (right > left && bottom > top) {
            int classIndex = candidates.classIndex(i);
            detections.add(new Detection(
                    classIndex,
                    spec.classes().get(classIndex),
                    candidates.score(i),
                    left,
                    top,
                    right - left,
                    bottom - top));
        }
    }

    private static float clip(float value, float limit) {
        return Math.max(0, Math.min(limit, value));
    }
}
