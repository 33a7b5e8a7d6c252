package io.verdict.connectors.labels;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What a label file has to keep to.
 *
 * @param classes the classes that there are; empty: whatever the file itself defines
 * @param images the images that there are
 * @param tolerance how far a box may reach beyond its image, in pixels; what does is cut at the edge
 */
public record ImportRules(Optional<SortedSet<String>> classes, ImageLookup images, double tolerance) {

    /** A pixel: annotation tools round edges outwards. */
    public static final double DEFAULT_TOLERANCE = 1;

    /** Refuses a tolerance that is none. */
    public ImportRules {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("tolerance is %s; give pixels, 0 or more".formatted(tolerance));
        }
    }
}
