package io.verdict.connectors.studio;

/**
 * A scratch: a thin mark with a core of bared primer or metal between lifted rims.
 *
 * @param raster where it runs; not stroked any more
 * @param ground what the core shows
 * @param strength opacity of the core, 0 to 1
 * @param rim slope of the rims
 */
record Scratch(ScratchRaster raster, Material ground, float strength, float rim) implements Feature, Visibility.Reach {
    /** How much the bared ground varies from pixel to pixel. */
    private static final float ROUGH = 0.22f;

    Scratch withStrength(float newStrength) {
        return new Scratch(raster, ground, newStrength, rim);
    }

    @Override
    public int left(int y) {
        return covers(y) ? raster.left + raster.first[y - raster.top] : 0;
    }

    @Override
    public int right(int y) {
        return covers(y) ? raster.left + raster.last[y - raster.top] + 1 : 0;
    }

    @Override
    public void bend(Row row) {
        int base = (row.y - raster.top) * raster.width - raster.left;
        int to = Math.min(row.to, right(row.y));
        for (int x = Math.max(row.from, left(row.y)); x < to; x++) {
            row.nx[x] += rim * raster.rimX[base + x];
            row.ny[x] += rim * raster.rimY[base + x];
        }
    }

    @Override
    public void cover(Row row) {
        int base = (row.y - raster.top) * raster.width - raster.left;
        int to = Math.min(row.to, right(row.y));
        for (int x = Math.max(row.from, left(row.y)); x < to; x++) {
            float alpha = strength * raster.core[base + x];
            if (alpha > 0) {
                float before = row.light[x];
                row.light[x] = before * Math.max(0.5f, 1 + ROUGH * Grain.at(Grain.SENSOR, x, row.y));
                row.lay(x, ground, alpha);
                row.light[x] = before;
            }
        }
    }

    private boolean covers(int y) {
        return y >= raster.top && y < raster.top + raster.height;
    }
}
