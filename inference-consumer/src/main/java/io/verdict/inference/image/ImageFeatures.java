package io.verdict.inference.image;

/**
 * What monitoring knows about an image's looks, measured on the pixels that the model sees (without padding).
 *
 * @param brightness mean luma, 0 black to 1 white
 * @param histogram share of pixels in each of 16 equal luma bins, dark to bright; sums to 1
 * @param contrast standard deviation of luma on the same 0–1 scale
 * @param sharpness variance of the 4-neighbour Laplacian of 8-bit luma; low means blurred (Pech-Pacheco et al., 2000)
 */
public record ImageFeatures(double brightness, float[] histogram, double contrast, double sharpness) {

    public static final int BINS = 16;

    /**
     * Measures interleaved RGB pixels.
     *
     * @param rgb height × width × 3 bytes, rows of {@code stride} bytes starting at {@code offset}
     */
    static ImageFeatures of(byte[] rgb, int offset, int stride, int width, int height) {
        int[] luma = new int[width * height];
        int[] counts = new int[BINS];
        long sum = 0;
        long squares = 0;
        for (int y = 0, i = 0; y < height; y++) {
            int p = offset + y * stride;
            for (int x = 0; x < width; x++, p += 3, i++) {
                // Rec. 601 weights in 1/256.
                int value = (77 * (rgb[p] & 0xff) + 150 * (rgb[p + 1] & 0xff) + 29 * (rgb[p + 2] & 0xff)) >> 8;
                luma[i] = value;
                counts[value >> 4]++;
                sum += value;
                squares += (long) value * value;
            }
        }
        double n = luma.length;
        double mean = sum / n;
        float[] histogram = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            histogram[bin] = (float) (counts[bin] / n);
        }
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        return new ImageFeatures(mean / 255, histogram, deviation / 255, laplacianVariance(luma, width, height));
    }

    private static double laplacianVariance(int[] luma, int width, int height) {
        if (width < 3 || height < 3) {
            return 0;
        }
        long sum = 0;
        long squares = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1, end = (y + 1) * width - 1; i < end; i++) {
                int value = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
                sum += value;
                squares += (long) value * value;
            }
        }
        double n = (double) (width - 2) * (height - 2);
        double mean = sum / n;
        return squares / n - mean * mean;
    }
}
