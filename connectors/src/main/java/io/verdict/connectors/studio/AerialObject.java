package io.verdict.connectors.studio;

/**
 * One thing on an aerial photograph and its box in pixels, origin at the top left corner: the smallest upright rectangle
 * around its outline as it is seen, its shadow left out, clipped to the image.
 *
 * @param type what it is
 * @param x left edge
 * @param y top edge
 * @param width horizontal extent
 * @param height vertical extent
 */
public record AerialObject(AerialClass type, double x, double y, double width, double height) {
    public AerialObject {
        if (!(width > 0) || !(height > 0) || !(x >= 0) || !(y >= 0)) {
            throw new IllegalArgumentException(
                    "A box needs a corner at or right of the origin and a positive size, got x=" + x + " y=" + y
                            + " width=" + width + " height=" + height);
        }
    }
}
