package io.verdict.inference.image;

/**
 * What an image file says about itself before any pixel is decoded.
 *
 * @param width stored width in pixels, before orientation
 * @param height stored height in pixels, before orientation
 * @param bitsPerSample 8 for most; 16 or palette depths for PNG
 * @param channels samples per pixel as stored: 1 grey or palette, 3 colour, 4 with alpha or CMYK
 */
public record ImageHeader(
        ImageFormat format, int width, int height, int bitsPerSample, int channels, Orientation orientation) {

    public long pixels() {
        return (long) width * height;
    }

    public int uprightWidth() {
        return orientation.swapsSides() ? height : width;
    }

    public int uprightHeight() {
        return orientation.swapsSides() ? width : height;
    }
}
