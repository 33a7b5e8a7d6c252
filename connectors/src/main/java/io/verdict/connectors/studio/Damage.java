package io.verdict.connectors.studio;

/**
 * One damage and its box in pixels of the upright photograph, origin at the top left corner.
 *
 * <p>Box convention. A pixel counts as altered when painting the damage changes one of its 8-bit colour channels by at
 * least {@value Visibility#ALTERED_LEVELS} levels, before blur, noise and compression. The box is the smallest one that
 * leaves at most {@value Visibility#TRIM} of the summed change outside on each side, grown by
 * {@value Visibility#MARGIN} px as annotators do, at least {@value Visibility#MIN_SIDE} px long on each side (both at a
 * width of 1600 px and scaled with the longer side), clipped to the image.
 *
 * @param type what it is
 * @param x left edge
 * @param y top edge
 * @param width horizontal extent
 * @param height vertical extent
 */
public record Damage(DamageClass type, double x, double y, double width, double height) {
    public Damage {
        if (!(width > 0) || !(height > 0) || !(x >= 0) || !(y >= 0)) {
            throw new IllegalArgumentException("A damage box needs a corner at or right of the origin and a positive"
                    + " size, got x=" + x + " y=" + y + " width=" + width + " height=" + height);
        }
    }
}
