package io.verdict.inference.detector;

/**
 * One found object, as an upright box in image pixels.
 *
 * @param classIndex position of the label in the detector's class list
 * @param score confidence, 0–1
 * @param x left edge
 * @param y top edge
 */
public record Detection(int classIndex, String label, float score, float x, float y, float width, float height) {}
