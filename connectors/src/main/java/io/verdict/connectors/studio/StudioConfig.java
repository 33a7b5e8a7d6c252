package io.verdict.connectors.studio;

/**
 * What a {@link Studio} draws; immutable.
 *
 * @param width width in pixels of the standard landscape format
 * @param height height in pixels of the standard landscape format
 * @param wideShare share of photographs cropped to 16:9 (same width)
 * @param largeShare share of photographs at 1.28 times the size (2048×1536 for 1600×1200)
 * @param portraitShare share of photographs held upright, stored turned with EXIF orientation 6
 * @param undamagedShare share of photographs planned without any damage
 * @param minQuality lowest JPEG quality, 0 to 1
 * @param maxQuality highest JPEG quality, 0 to 1
 */
public record StudioConfig(
        int width,
        int height,
        double wideShare,
        double largeShare,
        double portraitShare,
        double undamagedShare,
        double minQuality,
        double maxQuality) {
    private static final int SMALLEST_SIDE = 240;
    private static final int LARGEST_SIDE = 8192;

    public StudioConfig {
        if (width < SMALLEST_SIDE || height < SMALLEST_SIDE || width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new IllegalArgumentException("Photographs are between " + SMALLEST_SIDE + " and " + LARGEST_SIDE
                    + " px a side, got " + width + "×" + height);
        }
        share("wideShare", wideShare);
        share("largeShare", largeShare);
        share("wideShare + largeShare", wideShare + largeShare);
        share("portraitShare", portraitShare);
        share("undamagedShare", undamagedShare);
        share("minQuality", minQuality);
        share("maxQuality", maxQuality);
        if (minQuality > maxQuality) {
            throw new IllegalArgumentException(
                    "minQuality " + minQuality + " is above maxQuality " + maxQuality + "; swap them");
        }
    }

    /** A phone's photographs: 1600×1200, some 16:9 and some larger, 27 % planned without damage. */
    public static StudioConfig defaults() {
        return new StudioConfig(1600, 1200, 0.10, 0.08, 0, 0.27, 0.80, 0.94);
    }

    /** The same with one fixed landscape format for every photograph. */
    public StudioConfig withSize(int newWidth, int newHeight) {
        return new StudioConfig(newWidth, newHeight, 0, 0, portraitShare, undamagedShare, minQuality, maxQuality);
    }

    /** The same with other shares of formats. */
    public StudioConfig withFormats(double wide, double large, double portrait) {
        return new StudioConfig(width, height, wide, large, portrait, undamagedShare, minQuality, maxQuality);
    }

    /** The same with another share of photographs without damage; 1 draws each scene in its sound state. */
    public StudioConfig withUndamagedShare(double newShare) {
        return new StudioConfig(width, height, wideShare, largeShare, portraitShare, newShare, minQuality, maxQuality);
    }

    /** The same with another range of JPEG quality. */
    public StudioConfig withQuality(double lowest, double highest) {
        return new StudioConfig(width, height, wideShare, largeShare, portraitShare, undamagedShare, lowest, highest);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is between 0 and 1, got " + value);
        }
    }
}
