package io.verdict.connectors.studio;

/**
 * The edge of a wheel house with the dark inside and the tyre.
 *
 * @param cx centre column
 * @param cy centre row, often below the image
 * @param radius radius of the edge in pixels
 * @param lip width of the rolled edge in pixels
 */
record WheelArch(float cx, float cy, float radius, float lip) implements Feature {
    private static final Material INSIDE = Material.grey(0.012, 0.0);
    private static final Material TYRE = Material.grey(0.03, 0.015);

    @Override
    public void bend(Row row) {
        float outer = radius + lip;
        int to = row.clipTo(cx + half(outer, row.y));
        for (int x = row.clipFrom(cx - half(outer, row.y)); x < to; x++) {
            float d = distance(x, row.y);
            if (d > 0 && d < lip) {
                float turn = 0.22f * (float) StrictMath.sin(2 * Math.PI * d / lip) - (d < lip * 0.15f ? 0.5f : 0);
                row.nx[x] += turn * (x - cx) / radius;
                row.ny[x] += turn * (row.y - cy) / radius;
            }
        }
    }

    @Override
    public void cover(Row row) {
        int to = row.clipTo(cx + half(radius + 1, row.y));
        for (int x = row.clipFrom(cx - half(radius + 1, row.y)); x < to; x++) {
            float d = distance(x, row.y);
            float alpha = Math.min(1, 0.5f - d);
            if (alpha > 0) {
                boolean tyre = d < -radius * 0.16f;
                row.lay(x, tyre ? TYRE : INSIDE, alpha);
                if (tyre) {
                    float turns = d * 10 / radius;
                    float groove = Grain.smooth(Math.abs(2 * (turns - (float) Math.floor(turns)) - 1));
                    float tread = 0.8f + groove + 0.2f * Grain.at(Grain.PATCH, x, row.y);
                    row.r[x] *= tread;
                    row.g[x] *= tread;
                    row.b[x] *= tread;
                }
            }
        }
    }

    private float distance(double x, double y) {
        double dx = x - cx;
        double dy = y - cy;
        return (float) Math.sqrt(dx * dx + dy * dy) - radius;
    }

    private double half(float r, int y) {
        return Math.sqrt(r * r - (y - cy) * (double) (y - cy));
    }

    @Override
    public boolean hides(double x, double y) {
        return distance(x, y) < lip * 0.4f;
    }
}
