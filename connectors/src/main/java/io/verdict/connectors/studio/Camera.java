package io.verdict.connectors.studio;

/**
 * A phone's camera: exposure, white balance, vignetting, a slightly soft lens, noise and tone curve. Radiance in, 8-bit
 * levels out. Immutable; one for each photograph.
 *
 * @param exposure factor on radiance
 * @param red white balance of red
 * @param blue white balance of blue
 * @param vignette loss of light in the corners, 0 to 1
 * @param soft weight of each neighbour in the lens blur
 * @param readNoise noise in the dark, in units of full scale
 * @param shotNoise noise at full scale that grows with the square root of light
 * @param noiseAt place in the noise tile
 */
record Camera(
        float exposure,
        float red,
        float blue,
        float vignette,
        float soft,
        float readNoise,
        float shotNoise,
        int noiseAt) {
    private static final int STEPS = 16384;
    private static final float REACH = 4;
    private static final float SCALE = STEPS / REACH;
    private static final byte[] CURVE = curve();
    private static final int SHARES = 1024;
    private static final float[] ROOT = root();

    /** The 8-bit level of an exposed value. */
    static int level(float exposed) {
        return CURVE[Math.max(0, Math.min(STEPS - 1, (int) (exposed * SCALE)))] & 0xFF;
    }

    /**
     * Develops one row into interleaved blue, green and red levels.
     *
     * @param rows the rows above, at and below, already exposed and blurred sideways: 3 × (red, green, blue)
     */
    void develop(float[][][] rows, int y, int width, int height, byte[] out, int at) {
        float middle = 1 - 2 * soft;
        float dy = (2f * y - height) / height;
        int noiseRow = Grain.row(y * 7 + (y >> 9) * 131 + noiseAt);
        float step = 2f / width;
        for (int channel = 0; channel < 3; channel++) {
            float[] above = rows[0][channel];
            float[] here = rows[1][channel];
            float[] below = rows[2][channel];
            int grain = noiseAt * (channel + 3) * 37 + y * (channel * 61 + 29);
            int target = at + 2 - channel;
            for (int x = 0; x < width; x++) {
                float dx = x * step - 1;
                float value = Math.max(0, soft * (above[x] + below[x]) + middle * here[x])
                        * (1 - vignette * 0.5f * (dx * dx + dy * dy));
                float noise = readNoise + shotNoise * ROOT[Math.min(SHARES - 1, (int) (value * (SHARES / REACH)))];
                value += noise * Grain.SENSOR[noiseRow | ((x + grain) & Grain.MASK)];
                out[target + 3 * x] = CURVE[Math.max(0, Math.min(STEPS - 1, (int) (value * SCALE)))];
            }
        }
    }

    /** Exposes a drawn row and blurs it sideways. */
    void expose(Row row, float[][] out) {
        expose(row.r, exposure * red, out[0]);
        expose(row.g, exposure, out[1]);
        expose(row.b, exposure * blue, out[2]);
    }

    private void expose(float[] in, float gain, float[] out) {
        float side = soft * gain;
        float middle = (1 - 2 * soft) * gain;
        int last = in.length - 1;
        out[0] = (middle + side) * in[0] + side * in[1];
        for (int x = 1; x < last; x++) {
            out[x] = middle * in[x] + side * (in[x - 1] + in[x + 1]);
        }
        out[last] = (middle + side) * in[last] + side * in[last - 1];
    }

    /** sRGB after a shoulder that keeps highlights (Reinhard's extended operator), with a camera's usual
     * contrast on top. */
    private static byte[] curve() {
        byte[] curve = new byte[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double x = (i + 0.5) / SCALE;
            double white = 2.2;
            double shown = Math.min(1, 1.25 * x * (1 + x / (white * white)) / (1 + 0.55 * x));
            double coded = shown <= 0.0031308 ? 12.92 * shown : 1.055 * StrictMath.pow(shown, 1 / 2.4) - 0.055;
            double contrast = coded * coded * (3 - 2 * coded);
            curve[i] = (byte) Math.round(255 * (0.5 * coded + 0.5 * contrast));
        }
        return curve;
    }

    private static float[] root() {
        float[] root = new float[SHARES];
        for (int i = 0; i < SHARES; i++) {
            root[i] = (float) Math.sqrt((i + 0.5) * REACH / SHARES);
        }
        return root;
    }
}
