package io.verdict.connectors.studio;

/**
 * What an {@link AerialStudio} draws; immutable.
 *
 * @param width columns, {@value #SMALLEST_SIDE} to {@value #LARGEST_SIDE}
 * @param height rows, {@value #SMALLEST_SIDE} to {@value #LARGEST_SIDE}
 * @param emptyShare share of the scenes without vehicles, people and buildings, 0 to 1
 * @param crowdedShare share of the scenes with many of them, 0 to 1; with {@code emptyShare} at most 1
 */
public record AerialConfig(int width, int height, double emptyShare, double crowdedShare) {
    static final int SMALLEST_SIDE = 240;
    static final int LARGEST_SIDE = 4096;

    public AerialConfig {
        if (width < SMALLEST_SIDE || height < SMALLEST_SIDE || width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new IllegalArgumentException("Aerial photographs are between %d and %d px a side, got %d×%d"
                    .formatted(SMALLEST_SIDE, LARGEST_SIDE, width, height));
        }
        if (!(emptyShare >= 0 && crowdedShare >= 0 && emptyShare + crowdedShare <= 1)) {
            throw new IllegalArgumentException(
                    "The shares of empty and crowded scenes are at least 0 and together at most 1, got %s and %s"
                            .formatted(emptyShare, crowdedShare));
        }
    }

    /** Scenes of 1600×1200: every twelfth is empty, every fifth crowded. */
    public static AerialConfig defaults() {
        return new AerialConfig(1600, 1200, 1 / 12.0, 0.2);
    }

    /** The same in another size. */
    public AerialConfig withSize(int newWidth, int newHeight) {
        return new AerialConfig(newWidth, newHeight, emptyShare, crowdedShare);
    }

    /** The same with other shares of empty and crowded scenes. */
    public AerialConfig withShares(double empty, double crowded) {
        return new AerialConfig(width, height, empty, crowded);
    }
}
