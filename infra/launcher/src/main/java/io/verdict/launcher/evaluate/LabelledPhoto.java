package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.measure.Example;
import java.util.List;

/**
 * A photo of an evaluation's data, and everything that is on it.
 *
 * @param uri where its bytes are, as the data names it
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param boxes none: there is nothing of the classes on it
 */
public record LabelledPhoto(Example example, String uri, String sha256, List<Box> boxes) {

    public LabelledPhoto {
        boxes = List.copyOf(boxes);
    }

    /**
     * One object, in pixels of the upright photo.
     *
     * @param label its class
     * @param crowd whether it covers several that nobody took apart
     */
    public record Box(String label, double x, double y, double width, double height, boolean crowd) {}
}
