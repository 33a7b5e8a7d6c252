package io.verdict.connectors.datasets;

import io.verdict.connectors.store.ObjectRef;
import java.util.List;
import java.util.Objects;

/**
 * A photo with the labels that hold for it.
 *
 * @param imageId identity of the photo
 * @param object where its bytes lie and what they hash to
 * @param group what never crosses splits: the listing (vehicle)
 * @param labelId event id of the label set, or what names it where it came from a file
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param boxes what is on it, in the order that {@link PhotoBox} has by nature
 */
public record LabelledPhoto(
        String imageId, ObjectRef object, String group, String labelId, int width, int height, List<PhotoBox> boxes) {

    /** Sorts the boxes: the order in which somebody drew them is no part of a version. */
    public LabelledPhoto {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(labelId, "labelId");
        boxes = boxes.stream().sorted().toList();
    }
}
