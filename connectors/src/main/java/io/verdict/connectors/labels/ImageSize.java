package io.verdict.connectors.labels;

/** Size of an upright image in pixels. */
public record ImageSize(int width, int height) {

    @Override
    public String toString() {
        return width + "×" + height;
    }

    ImageSize turned() {
        return new ImageSize(height, width);
    }
}
