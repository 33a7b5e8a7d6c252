package io.verdict.streams.pricing;

import io.verdict.streams.state.PhotoEvidence;
import io.verdict.streams.state.SeenDamage;
import java.util.Comparator;
import java.util.List;

/**
 * One damage with everything that shows it.
 *
 * @param sightings at least one; all of one class
 */
record Damage(List<Sighting> sightings) {

    /** The best sighting: by score, then by area, then by photo, so that it is the same one in every replay. */
    private static final Comparator<Sighting> BEST = Comparator.<Sighting>comparingDouble(
                    sighting -> sighting.seen().getScore())
            .thenComparingDouble(Sighting::area)
            .thenComparing(sighting -> sighting.photo().getSha256(), Comparator.reverseOrder());

    /** A detection and the photo that it was made on. */
    record Sighting(PhotoEvidence photo, SeenDamage seen) {

        double area() {
            return seen.getWidth() * seen.getHeight();
        }

        double centreX() {
            return seen.getX() + seen.getWidth() / 2;
        }

        double centreY() {
            return seen.getY() + seen.getHeight() / 2;
        }

        /** Intersection over union in coordinates relative to the photos, 0 to 1. */
        double iou(Sighting other) {
            double width = overlap(seen.getX(), seen.getWidth(), other.seen.getX(), other.seen.getWidth());
            double height = overlap(seen.getY(), seen.getHeight(), other.seen.getY(), other.seen.getHeight());
            double shared = width * height;
            double union = area() + other.area() - shared;
            return union > 0 ? shared / union : 0;
        }

        private static double overlap(double a, double aLength, double b, double bLength) {
            return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
        }
    }

    String label() {
        return sightings.get(0).seen().getLabel();
    }

    /** The sighting that speaks for area and place. */
    Sighting best() {
        return sightings.stream().max(BEST).orElseThrow();
    }

    /** Photos that show it, in the order of the log. */
    List<PhotoEvidence> photos() {
        return sightings.stream().map(Sighting::photo).distinct().toList();
    }
}
