package io.verdict.connectors.training;

/**
 * A labelled box in model pixels.
 *
 * @param classIndex position in the detector's class list
 */
public record BoxLabel(int classIndex, float x, float y, float width, float height) {

    float right() {
        return x + width;
    }

    float bottom() {
        return y + height;
    }
}
