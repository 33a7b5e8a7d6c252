package io.verdict.connectors.studio;

/**
 * How light falls and how the camera stands to the panel.
 *
 * @param ambient light from everywhere
 * @param direct light from one side on a surface that faces it
 * @param facing how far the unbent panel faces that side, 0 to 1
 * @param fromX sideways direction of that light
 * @param fromY vertical direction of that light, negative is from above
 * @param u column of the surroundings seen by a flat panel at the left edge
 * @param du columns per pixel
 * @param v row of the surroundings seen by a flat panel at the upper edge
 * @param dv rows per pixel
 * @param graze rise of the reflectance from the left to the right edge, −1 to 1
 */
record Lighting(
        float ambient,
        float direct,
        float facing,
        float fromX,
        float fromY,
        float u,
        float du,
        float v,
        float dv,
        float graze) {}
