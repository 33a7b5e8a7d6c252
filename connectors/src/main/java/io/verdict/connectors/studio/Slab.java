package io.verdict.connectors.studio;

/**
 * A shape pulled up from one height to another: the body of a car, its roof, a torso.
 *
 * @param foot its outline on the ground
 * @param low pixels up the photograph at which it begins
 * @param high pixels up the photograph at which it ends
 * @param side material of its sides
 * @param sideLit light on them
 * @param top material of its top
 * @param topLit light on it
 */
record Slab(Shape foot, float low, float high, Material side, float sideLit, Material top, float topLit)
        implements Feature {

    Extent extent() {
        Extent ground = Extent.of(foot);
        return ground.up(low).and(ground.up(high));
    }

    @Override
    public void cover(Row row) {
        Extent around = extent();
        if (row.y < around.top() - 1 || row.y > around.bottom() + 1) {
            return;
        }
        int to = row.clipTo(around.right() + 1);
        for (int x = row.clipFrom(around.left() - 1); x < to; x++) {
            float upper = foot.distance(x, row.y + high);
            float nearest = upper;
            for (float t = low; t < high; t++) {
                nearest = Math.min(nearest, foot.distance(x, row.y + t));
            }
            lay(row, x, side, sideLit, nearest);
            lay(row, x, top, topLit, upper);
        }
    }

    private static void lay(Row row, int x, Material material, float lit, float distance) {
        float alpha = Math.min(1, 0.5f - distance);
        if (alpha > 0) {
            row.light[x] = lit;
            row.lay(x, material, alpha);
        }
    }
}
