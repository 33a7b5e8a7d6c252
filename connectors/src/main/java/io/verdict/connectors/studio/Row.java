package io.verdict.connectors.studio;

/**
 * A stretch of one image row on its way from shape to light; all values linear. Reused for every row of a photograph and
 * owned by one thread.
 */
final class Row {
    /** The row in the image, and the columns being drawn: {@code from} inclusive, {@code to} exclusive. */
    int y;

    int from;
    int to;

    /** Sideways parts of the surface normal, right and down positive; small against 1. */
    final float[] nx;

    final float[] ny;
    /** Share of direct light that reaches the surface. */
    final float[] sun;
    /** Light falling on the surface. */
    final float[] light;
    /** What the surface mirrors. */
    final float[] mirrorR;

    final float[] mirrorG;
    final float[] mirrorB;
    /** Light leaving the surface towards the camera. */
    final float[] r;

    final float[] g;
    final float[] b;

    Row(int width) {
        nx = new float[width];
        ny = new float[width];
        sun = new float[width];
        light = new float[width];
        mirrorR = new float[width];
        mirrorG = new float[width];
        mirrorB = new float[width];
        r = new float[width];
        g = new float[width];
        b = new float[width];
    }

    Row at(int newY, int newFrom, int newTo) {
        y = newY;
        from = newFrom;
        to = newTo;
        return this;
    }

    /** First drawn column at or right of {@code x}. */
    int clipFrom(double x) {
        return Math.max(from, (int) Math.ceil(x));
    }

    /** End of the drawn columns left of {@code x}, exclusive. */
    int clipTo(double x) {
        return Math.min(to, (int) Math.floor(x) + 1);
    }

    /** Lays a material over column {@code x}: its own colour in the light here plus a share of the reflection. */
    void lay(int x, Material material, float alpha) {
        float lit = light[x];
        float gloss = material.gloss();
        r[x] += alpha * (material.r() * lit + gloss * mirrorR[x] - r[x]);
        g[x] += alpha * (material.g() * lit + gloss * mirrorG[x] - g[x]);
        b[x] += alpha * (material.b() * lit + gloss * mirrorB[x] - b[x]);
    }
}
