package io.verdict.connectors.labels;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a label file has to keep to.
 *
 * @param classes the classes that there are; empty: whatever the file itself defines
 * @param images the images that there are
 * @param tolerance how far a box may reach beyond its image, in pixels; what does is cut at the edge
 * @param log what the log takes; empty where the labels do not go there
 */
public record ImportRules(
        Optional<SortedSet<String>> classes, ImageLookup images, double tolerance, Optional<LogLimits> log) {

    /** A pixel: annotation tools round edges outwards. */
    public static final double DEFAULT_TOLERANCE = 1;

    /**
     * What the log takes of an image.
     *
     * @param mostBoxes most boxes
     * @param now no box was drawn later
     */
    public record LogLimits(int mostBoxes, Instant now) {}

    /** Rules for labels that do not go to the log. */
    public ImportRules(Optional<SortedSet<String>> classes, ImageLookup images, double tolerance) {
        this(classes, images, tolerance, Optional.empty());
    }

    /** Refuses a tolerance that is none. */
    public ImportRules {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("tolerance is %s; give pixels, 0 or more".formatted(tolerance));
        }
    }
}
