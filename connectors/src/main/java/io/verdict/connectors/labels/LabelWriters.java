package io.verdict.connectors.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens writers of label files. What each format holds of an {@link AnnotatedImage}:
 *
 * <ul>
 *   <li>COCO: everything; confidence, annotator and time as {@code score}, {@code annotator} and {@code annotated_at},
 *       which other readers pass over.
 *   <li>YOLO: class and place of each box, to 10⁻¹⁰ of the image's size, and images without boxes. Not: sizes,
 *       confidence, annotator, time, crowds (left out and counted), extensions of names.
 *   <li>Ground Truth: class and place in whole pixels, size, confidence; one annotator and one time (the latest) per
 *       image. Not: fractions of a pixel, crowds (left out and counted).
 * </ul>
 */
public final class LabelWriters {

    private LabelWriters() {}

    /**
     * Opens a writer; the caller closes it.
     *
     * @param target the file, or the folder of YOLO's format; must not be there yet
     * @param job label attribute of Ground Truth's format; other formats have none
     * @param classes class names by index
     * @param scratchParent where to keep what does not fit into memory
     * @throws IOException if the target is there, or cannot be written
     */
    public static LabelWriter open(
            LabelFormat format, Path target, String job, List<String> classes, Path scratchParent) throws IOException {
        if (Files.exists(target)) {
            throw new IOException("%s is there already; name another file, or move it away".formatted(target));
        }
        return switch (format) {
            case COCO -> new CocoWriter(target, classes, scratchParent);
            case YOLO -> new YoloWriter(target, classes);
            case GROUND_TRUTH -> new GroundTruthWriter(target, job, classes);
        };
    }

    /** Index of a box's class. */
    static int index(List<String> classes, AnnotatedImage image, AnnotatedBox box) throws IOException {
        int index = classes.indexOf(box.className());
        if (index < 0) {
            throw new IOException("Image '%s' has a box of class '%s', which is none of %s; add it to the classes"
                    .formatted(image.name(), box.className(), classes));
        }
        return index;
    }

    /** A file beside the target. */
    static Path part(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }
}
