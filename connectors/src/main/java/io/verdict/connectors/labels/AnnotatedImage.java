package io.verdict.connectors.labels;

import java.util.List;
import java.util.Objects;

/**
 * An image and every box on it; no boxes: there is nothing of these classes on it, which is a label, too.
 *
 * @param name what the image is called: a path relative to the folder of photos, a URI, or an id
 * @param width width in pixels, upright
 * @param height height in pixels, upright
 * @param boxes in the file's order
 */
public record AnnotatedImage(String name, int width, int height, List<AnnotatedBox> boxes) {

    /** Copies the boxes. */
    public AnnotatedImage {
        Objects.requireNonNull(name, "name");
        boxes = List.copyOf(boxes);
    }
}
