package io.verdict.connectors.studio;

/**
 * The gap between two panels along a line that runs mostly upright: dark, with rounded lips, and the panel beyond it set
 * a little askew.
 *
 * @param at column of the gap in the first row
 * @param slant columns per row
 * @param bow further columns per row²
 * @param top first row
 * @param bottom last row
 * @param wide width of the gap in pixels
 * @param askew sideways slope of the panel to the right against the one to the left
 */
record Seam(float at, float slant, float bow, float top, float bottom, float wide, float askew) implements Feature {
    private static final float LIP = 1.6f;

    private float middle(double y) {
        return (float) (at + slant * y + bow * y * y);
    }

    @Override
    public void bend(Row row) {
        if (row.y < top || row.y > bottom) {
            return;
        }
        float centre = middle(row.y);
        for (int x = row.clipFrom(centre); x < row.to; x++) {
            row.nx[x] += askew;
        }
        float lip = wide * LIP;
        int to = row.clipTo(centre + wide / 2 + lip);
        for (int x = row.clipFrom(centre - wide / 2 - lip); x < to; x++) {
            float d = x - centre;
            float beyond = Math.max(0, (Math.abs(d) - wide / 2) / lip);
            row.nx[x] -= Math.signum(d) * 0.7f * (1 - beyond) * (1 - beyond);
        }
    }

    @Override
    public void cover(Row row) {
        if (row.y < top || row.y > bottom) {
            return;
        }
        float centre = middle(row.y);
        float reach = wide * 1.5f;
        int to = row.clipTo(centre + reach);
        for (int x = row.clipFrom(centre - reach); x < to; x++) {
            float d = Math.abs(x - centre) / wide;
            float keep = d < 0.5f ? 0.04f + 0.3f * d * d : Math.min(1, 0.45f + 0.55f * (d - 0.5f));
            row.r[x] *= keep;
            row.g[x] *= keep;
            row.b[x] *= keep;
        }
    }

    @Override
    public boolean hides(double x, double y) {
        return y >= top && y <= bottom && Math.abs(x - middle(y)) < wide;
    }
}
