package io.verdict.connectors.studio;

/**
 * The crown of a tree or a bush, with its shadow.
 *
 * @param crown its outline as it is seen, a circle
 * @param leaves its colour
 * @param lit light on it
 * @param sunX where the sun comes from, sideways; the longer, the lower it stands
 * @param sunY where it comes from, downward
 * @param castX where the shadow lies, sideways from the crown
 * @param castY where it lies, downward
 */
record Canopy(Shape crown, Material leaves, float lit, float sunX, float sunY, float castX, float castY)
        implements Feature {
    private static final float RAGGED = 0.1f;

    @Override
    public void shade(Row row) {
        float y = row.y - castY;
        float reach = crown.radius() * (1 + RAGGED);
        if (Math.abs(y - crown.cy()) > reach) {
            return;
        }
        int to = row.clipTo(crown.cx() + castX + reach);
        for (int x = row.clipFrom(crown.cx() + castX - reach); x < to; x++) {
            float d = outline(x - castX, y);
            if (d < 0) {
                row.sun[x] *=
                        1 - 0.9f * Math.min(1, -d / 2) * (0.85f + 0.15f * Grain.at(Grain.PATCH, x * 4, row.y * 4));
            }
        }
    }

    @Override
    public void cover(Row row) {
        float reach = crown.radius() * (1 + RAGGED);
        if (Math.abs(row.y - crown.cy()) > reach) {
            return;
        }
        int to = row.clipTo(crown.cx() + reach);
        for (int x = row.clipFrom(crown.cx() - reach); x < to; x++) {
            float alpha = Math.min(1, 0.5f - outline(x, row.y));
            if (alpha > 0) {
                float nx = (x - crown.cx()) / crown.radius();
                float ny = (row.y - crown.cy()) / crown.radius();
                float towards = nx * sunX + ny * sunY;
                float clump = Grain.at(Grain.PATCH, x * 2.5f + 40, row.y * 2.5f) * 0.2f
                        + Grain.at(Grain.SENSOR, x, row.y) * 0.13f;
                float before = row.light[x];
                row.light[x] = lit * Math.max(0.12f, 0.8f + 0.4f * towards + clump - 0.25f * (nx * nx + ny * ny));
                row.lay(x, leaves, alpha);
                row.light[x] = before;
            }
        }
    }

    private float outline(float x, float y) {
        float ragged = Math.max(-1, Math.min(1, 0.6f * Grain.at(Grain.PATCH, x * 2 + crown.cx(), y * 2)));
        return crown.distance(x, y) + RAGGED * crown.radius() * ragged;
    }
}
