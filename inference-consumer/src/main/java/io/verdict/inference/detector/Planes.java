package io.verdict.inference.detector;

import java.nio.FloatBuffer;

/**
 * Pixels as planes of floats, as graphs with NCHW input take them: all red, then all green, then all blue, each value
 * divided by 255 in single precision. Reuses a row, so for one thread at a time.
 */
final class Planes {
    private static final int CHANNELS = 3;
    private static final float[] SCALED = new float[256];

    static {
        for (int value = 0; value < SCALED.length; value++) {
            SCALED[value] = value / 255f;
        }
    }

    private final float[] row;

    /** @param width of the images, in pixels */
    Planes(int width) {
        this.row = new float[width];
    }

    /** @param rgb whole rows of pixels, three bytes each */
    void put(byte[] rgb, FloatBuffer into) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int at = channel; at < rgb.length; ) {
                for (int x = 0; x < row.length; x++, at += CHANNELS) {
                    row[x] = SCALED[rgb[at] & 0xff];
                }
                into.put(row);
            }
        }
    }
}
