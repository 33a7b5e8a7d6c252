package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.measure.Example;
import java.util.List;
import java.util.Optional;

/**
 * A photo of an evaluation's data, and everything that is on it.
 *
 * @param uri where its bytes are, as the data names it
 * @param objectVersion the store's version id; empty for the current one
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param boxes none: there is nothing of the classes on it
 */
public record LabelledPhoto(
        Example example, String uri, Optional<String> objectVersion, String sha256, List<Box> boxes) {

    public LabelledPhoto {
        boxes = List.copyOf(boxes);
    }

    /**
     * One object, in pixels of the upright photo.
     *
     * @param label its class
     * @param crowd whether it covers several that nobody took apart
     */
    public record Box(String label, double left, double top, double width, double height, boolean crowd) {}
}
