package io.verdict.streams.pricing;

/**
 * What pricing remembers of a listing at most, so that its state and the work per decision are bounded.
 *
 * @param photos distinct photos; decisions on further ones are counted in the text of the buffer and not priced
 * @param damagesPerPhoto detections per photo, the surest first
 */
public record ListingLimits(int photos, int damagesPerPhoto) {

    /** 120 photos with 40 damages each: about 250 kB at the very most. */
    public static final ListingLimits STANDARD = new ListingLimits(120, 40);

    public ListingLimits {
        if (photos < 1 || damagesPerPhoto < 1) {
            throw new IllegalArgumentException(
                    "Limits are " + photos + " photos and " + damagesPerPhoto + " damages; both must be at least 1");
        }
    }
}
