package io.verdict.streams.boxes;

import io.verdict.streams.state.SeenObject;
import java.util.List;

/**
 * Whether two models saw the same on a photo: each thing that one saw, the other saw as well, of the same class and
 * with an intersection over union of at least {@value #IOU}, as COCO matches detections. Pure.
 */
public final class Agreement {

    /** The overlap from which two boxes of a class are the same thing. */
    public static final double IOU = 0.5;

    private Agreement() {}

    /** Whether they agree; neither the order matters nor which is which. */
    public static boolean of(List<SeenObject> one, List<SeenObject> other) {
        return one.size() == other.size()
                && Matching.byClass(one, other, IOU).values().stream().allMatch(Matching::isComplete);
    }
}
