package io.verdict.launcher.train;

import io.verdict.connectors.datasets.LabelledPhoto;
import io.verdict.connectors.datasets.PhotoBox;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.BoxLabel;
import io.verdict.inference.image.Letterbox;
import java.io.IOException;
import java.util.List;

/**
 * A labelled photo to learn from, wherever its bytes lie.
 *
 * @param name what people know it by
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
 * @param bytes reads and verifies them
 */
record Picture(String name, int width, int height, List<Area> areas, Bytes bytes) {

    /** Reads a photo's bytes. */
    interface Bytes {
        byte[] read() throws IOException;
    }

    /**
     * A labelled area, in pixels of the upright photo.
     *
     * @param classIndex position in the detector's class list
     */
    record Area(int classIndex, double left, double top, double width, double height) {}

    Picture {
        areas = List.copyOf(areas);
    }

    static List<Picture> of(PhotoSet photos) {
        return photos.entries().stream()
                .map(entry -> new Picture(
                        entry.file(),
                        entry.width(),
                        entry.height(),
                        entry.damages().stream()
                                .map(damage -> new Area(
                                        damage.type().ordinal(),
                                        damage.x(),
                                        damage.y(),
                                        damage.width(),
                                        damage.height()))
                                .toList(),
                        () -> photos.bytes(entry)))
                .toList();
    }

    /**
     * A photo of a dataset version. What covers several objects is left out: it is the place of none.
     *
     * @throws IllegalArgumentException for a label that is none of the classes
     */
    static Picture of(LabelledPhoto photo, List<String> classes, ObjectStore store) {
        // Not the photo itself: its boxes would stay in memory beside the areas.
        ObjectRef object = photo.object();
        return new Picture(
                photo.imageId(),
                photo.width(),
                photo.height(),
                photo.boxes().stream()
                        .filter(box -> !box.crowd())
                        .map(box -> area(photo, box, classes))
                        .toList(),
                () -> store.get(object));
    }

    private static Area area(LabelledPhoto photo, PhotoBox box, List<String> classes) {
        int index = classes.indexOf(box.className());
        if (index < 0) {
            throw new IllegalArgumentException("Photo %s is labelled '%s', which is none of the classes %s"
                    .formatted(photo.imageId(), box.className(), classes));
        }
        return new Area(index, box.left(), box.top(), box.width(), box.height());
    }

    /** What is on it in a frame's pixels. */
    List<BoxLabel> labels(Architecture frame) {
        Letterbox box = Letterbox.fit(width, height, frame.width(), frame.height());
        return areas.stream().map(area -> label(area, box)).toList();
    }

    private static BoxLabel label(Area area, Letterbox box) {
        float left = box.toModelX((float) area.left());
        float top = box.toModelY((float) area.top());
        float right = box.toModelX((float) (area.left() + area.width()));
        float bottom = box.toModelY((float) (area.top() + area.height()));
        return new BoxLabel(area.classIndex(), left, top, right - left, bottom - top);
    }
}
