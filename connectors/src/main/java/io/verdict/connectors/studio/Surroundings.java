package io.verdict.connectors.studio;

/**
 * What the panel mirrors: a panorama in front of it, {@value #DEGREES} degrees a texel, radiance relative to a sky of
 * about one. Immutable once built.
 */
final class Surroundings {
    static final int WIDTH = 640;
    static final int HEIGHT = 448;
    static final double DEGREES = 0.25;
    /** The texel row of the horizon. */
    static final int HORIZON = 248;
    /** Texels by which a reflection moves when a normal leans by one: twice the angle. */
    static final float TEXELS_PER_SLOPE = (float) (2 * Math.toDegrees(1) / DEGREES);

    private final float[] texels;

    Surroundings(float[] texels) {
        this.texels = texels;
    }

    static float elevation(double row) {
        return (float) ((HORIZON - row) * DEGREES);
    }

    static float azimuth(double column) {
        return (float) ((column - WIDTH / 2.0) * DEGREES);
    }

    /** Looks up what each column of a row mirrors; the view falls on texel (u, v) where the normal is flat. */
    void mirror(Row row, float u0, float du, float v) {
        float[] map = texels;
        float[] nx = row.nx;
        float[] ny = row.ny;
        float[] outR = row.mirrorR;
        float[] outG = row.mirrorG;
        float[] outB = row.mirrorB;
        for (int x = row.from; x < row.to; x++) {
            float tu = Math.min(WIDTH - 2f, Math.max(0f, u0 + du * x + TEXELS_PER_SLOPE * nx[x]));
            float tv = Math.min(HEIGHT - 2f, Math.max(0f, v + TEXELS_PER_SLOPE * ny[x]));
            int i = (int) tu;
            int j = (int) tv;
            float fu = tu - i;
            float fv = tv - j;
            int a = (j * WIDTH + i) * 3;
            int b = a + WIDTH * 3;
            float w11 = fu * fv;
            float w10 = fv - w11;
            float w01 = fu - w11;
            float w00 = 1 - fu - fv + w11;
            outR[x] = w00 * map[a] + w01 * map[a + 3] + w10 * map[b] + w11 * map[b + 3];
            outG[x] = w00 * map[a + 1] + w01 * map[a + 4] + w10 * map[b + 1] + w11 * map[b + 4];
            outB[x] = w00 * map[a + 2] + w01 * map[a + 5] + w10 * map[b + 2] + w11 * map[b + 5];
        }
    }
}
