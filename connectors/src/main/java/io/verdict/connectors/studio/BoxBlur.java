package io.verdict.connectors.studio;

/** Blurs interleaved colour texels with running sums; two passes of a box come close to a bell. One thread. */
final class BoxBlur {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final int radius;

    BoxBlur(int width, int height, int radius) {
        this.width = width;
        this.height = height;
        this.radius = radius;
    }

    /** Blurs in place. */
    void apply(float[] texels) {
        float[] line = new float[Math.max(width, height)];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int j = 0; j < height; j++) {
                along(texels, j * width * CHANNELS + channel, CHANNELS, width, line);
            }
        }
        // Columns are blurred a row of neighbours at a time: walking down single columns would miss the cache.
        float[] sums = new float[width * CHANNELS];
        float[] copy = texels.clone();
        int stride = width * CHANNELS;
        float share = 1f / (2 * radius + 1);
        for (int j = -radius; j <= radius; j++) {
            add(sums, copy, clamp(j) * stride, 1);
        }
        for (int j = 0; j < height; j++) {
            int at = j * stride;
            for (int i = 0; i < stride; i++) {
                texels[at + i] = sums[i] * share;
            }
            add(sums, copy, clamp(j + radius + 1) * stride, 1);
            add(sums, copy, clamp(j - radius) * stride, -1);
        }
    }

    private int clamp(int j) {
        return Math.max(0, Math.min(height - 1, j));
    }

    private static void add(float[] sums, float[] from, int at, float sign) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * from[at + i];
        }
    }

    private void along(float[] texels, int at, int step, int length, float[] line) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            line[i] = texels[at + i * step];
        }
        for (int i = -radius; i <= radius; i++) {
            sum += line[Math.max(0, Math.min(length - 1, i))];
        }
        float share = 1f / (2 * radius + 1);
        for (int i = 0; i < length; i++) {
            texels[at + i * step] = sum * share;
            sum += line[Math.min(length - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
        }
    }
}
