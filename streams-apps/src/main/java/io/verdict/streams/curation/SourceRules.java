package io.verdict.streams.curation;

import java.time.Duration;

/**
 * What curation asks of the photos of one listing source (ING-3).
 *
 * @param minWidth fewest pixels across, of the upright photo (after EXIF orientation)
 * @param minHeight fewest pixels down, of the upright photo
 * @param eitherOrientation true where a portrait photo may meet the minimum turned by 90 degrees
 * @param duplicateWindow two uploads of the same bytes no further apart than this, in event time, are duplicates
 * @param duplicates among which photos
 */
public record SourceRules(
        int minWidth, int minHeight, boolean eitherOrientation, Duration duplicateWindow, DuplicateScope duplicates) {

    /** 800 × 600, upright, the same bytes within 7 days anywhere. */
    public static final SourceRules STANDARD =
            new SourceRules(800, 600, false, Duration.ofDays(7), DuplicateScope.EVERYWHERE);

    public SourceRules {
        if (minWidth < 1 || minHeight < 1) {
            throw new IllegalArgumentException(
                    "The smallest photo is " + minWidth + " x " + minHeight + " pixels; both must be at least 1");
        }
        if (duplicateWindow.isNegative() || duplicateWindow.isZero()) {
            throw new IllegalArgumentException(
                    "The duplicate window is " + duplicateWindow + "; it must be longer than zero, for example P7D");
        }
    }

    /** The same rules with another scope for duplicates. */
    public SourceRules withDuplicates(DuplicateScope scope) {
        return new SourceRules(minWidth, minHeight, eitherOrientation, duplicateWindow, scope);
    }
}
