package io.verdict.streams.rollout;

import io.verdict.streams.state.SeenObject;
import java.util.Arrays;
import java.util.List;

/**
 * Whether two versions saw the same on a photo: each thing that one saw, the other saw as well, of the same class and
 * with an intersection over union of at least {@value #IOU}, as COCO matches detections. Pure.
 */
final class Agreement {

    /** The overlap from which two boxes of a class are the same thing. */
    static final double IOU = 0.5;

    private Agreement() {}

    /** Whether they agree; it does not matter which is which. */
    static boolean of(List<SeenObject> one, List<SeenObject> other) {
        if (one.size() != other.size()) {
            return false;
        }
        int[] partner = new int[other.size()];
        Arrays.fill(partner, -1);
        for (int i = 0; i < one.size(); i++) {
            if (!match(i, one, other, partner, new boolean[other.size()])) {
                return false;
            }
        }
        return true;
    }

    /** An augmenting path (Kuhn 1955), so that the order of the boxes does not matter. */
    private static boolean match(int i, List<SeenObject> one, List<SeenObject> other, int[] partner, boolean[] tried) {
        for (int j = 0; j < partner.length; j++) {
            if (!tried[j] && isSame(one.get(i), other.get(j))) {
                tried[j] = true;
                if (partner[j] < 0 || match(partner[j], one, other, partner, tried)) {
                    partner[j] = i;
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSame(SeenObject a, SeenObject b) {
        if (!a.getLabel().equals(b.getLabel())) {
            return false;
        }
        double shared = overlap(a.getX(), a.getWidth(), b.getX(), b.getWidth())
                * overlap(a.getY(), a.getHeight(), b.getY(), b.getHeight());
        double union = area(a) + area(b) - shared;
        return union > 0 && shared / union >= IOU;
    }

    private static double area(SeenObject box) {
        return (double) box.getWidth() * box.getHeight();
    }

    private static double overlap(double a, double aLength, double b, double bLength) {
        return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
    }
}
