package io.verdict.streams.boxes;

import io.verdict.streams.state.SeenObject;

/** Intersection over union of boxes, 0 to 1 (Jaccard 1901; PASCAL VOC's measure of overlap). Pure. */
final class Overlaps {

    private Overlaps() {}

    /** 0 where either has no area. */
    static double iou(SeenObject a, SeenObject b) {
        double shared = overlap(a.getX(), a.getWidth(), b.getX(), b.getWidth())
                * overlap(a.getY(), a.getHeight(), b.getY(), b.getHeight());
        double union = area(a) + area(b) - shared;
        return union > 0 ? shared / union : 0;
    }

    private static double area(SeenObject box) {
        return (double) box.getWidth() * box.getHeight();
    }

    private static double overlap(double a, double aLength, double b, double bLength) {
        return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
    }
}
