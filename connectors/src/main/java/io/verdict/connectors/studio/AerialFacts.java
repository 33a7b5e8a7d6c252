package io.verdict.connectors.studio;

/**
 * What is known about an aerial scene besides what is on it.
 *
 * @param ground what lies below, such as {@code grass}
 * @param light name of the light
 * @param pixelsPerMetre scale on the ground
 * @param lean pixels upward on the photograph for each pixel of height: 0 straight down, 1 from 45 degrees
 * @param brightness mean luma of the finished photograph, 0 to 255
 */
public record AerialFacts(String ground, String light, double pixelsPerMetre, double lean, double brightness) {}
