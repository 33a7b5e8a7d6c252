package io.verdict.connectors.studio;

/**
 * What is known about a scene besides its damage, for slicing an evaluation.
 *
 * @param paint name of the paint
 * @param setting name of the surroundings
 * @param panel name of the panel
 * @param zoom magnification; 1 shows roughly half a door, 2 half of that
 * @param brightness mean luma of the finished photograph, 0 to 255
 * @param exifOrientation EXIF orientation stored in the JPEG: 1 (upright) or 6 (turn clockwise to view)
 */
public record SceneFacts(
        String paint, String setting, String panel, double zoom, double brightness, int exifOrientation) {}
