package io.verdict.connectors.labels;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One box that somebody drew, in pixels of the upright image, origin at the top left corner.
 *
 * <p>What comes out of a {@link LabelImport} lies in its image and has a positive area; this record by itself promises
 * neither.
 *
 * @param className class
 * @param left left edge
 * @param top top edge
 * @param width horizontal extent
 * @param height vertical extent
 * @param confidence how sure the annotator is, 0 to 1
 * @param annotator who drew it, as the file says
 * @param time when it was drawn
 * @param crowd whether it covers several objects that nobody took apart (COCO's {@code iscrowd})
 */
public record AnnotatedBox(
        String className,
        double left,
        double top,
        double width,
        double height,
        OptionalDouble confidence,
        Optional<String> annotator,
        Optional<Instant> time,
        boolean crowd) {

    /** Refuses nulls. */
    public AnnotatedBox {
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(annotator, "annotator");
        Objects.requireNonNull(time, "time");
    }

    /** A box of which nothing else is known. */
    public static AnnotatedBox of(String className, double left, double top, double width, double height) {
        return new AnnotatedBox(
                className, left, top, width, height, OptionalDouble.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** Whether the file says that a program drew it and nobody looked at it. */
    public boolean isByMachine() {
        return annotator
                .filter(name -> name.startsWith(GroundTruthReader.MACHINE))
                .isPresent();
    }

    AnnotatedBox at(double newLeft, double newTop, double newWidth, double newHeight) {
        return new AnnotatedBox(className, newLeft, newTop, newWidth, newHeight, confidence, annotator, time, crowd);
    }
}
