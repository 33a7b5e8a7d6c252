package io.verdict.connectors.studio;

/**
 * Something flat on the ground: a field, a road, a line on it, a pond.
 *
 * @param shape its outline
 * @param material what it is made of
 * @param rough contrast of its texture
 * @param soft width of its edge in pixels
 * @param furrow distance in pixels of the furrows along its first axis, 0 for none
 * @param dash length in pixels of dashes along its first axis, with as long gaps, 0 for none
 */
record Patch(Shape shape, Material material, float rough, float soft, float furrow, float dash) implements Feature {

    static Patch plain(Shape shape, Material material, double rough) {
        return new Patch(shape, material, (float) rough, 1, 0, 0);
    }

    @Override
    public void cover(Row row) {
        Extent around = Extent.of(shape).grown(soft);
        if (row.y < around.top() || row.y > around.bottom()) {
            return;
        }
        // Roads are as long as the image and thin, so most of a row is far from them.
        float u = (row.y - shape.cy()) * shape.sin() - shape.cx() * shape.cos();
        float v = (row.y - shape.cy()) * shape.cos() + shape.cx() * shape.sin();
        Span near = Span.ALL
                .within(u, shape.cos(), shape.halfWidth() + soft)
                .within(v, -shape.sin(), shape.halfHeight() + soft);
        int to = row.clipTo(Math.min(around.right(), near.to() + 1));
        for (int x = row.clipFrom(Math.max(around.left(), near.from() - 1)); x < to; x++) {
            float ragged = soft > 2 ? soft * 0.35f * Grain.at(Grain.PATCH, x * 3, row.y * 3) : 0;
            float alpha = Math.min(1, 0.5f - (shape.distance(x, row.y) + ragged) / soft);
            if (alpha > 0 && !isGap(x, row.y)) {
                lay(row, x, alpha);
            }
        }
    }

    private boolean isGap(int x, int y) {
        return dash > 0 && (Math.floorMod((int) Math.floor(along(x, y) / dash), 2) == 1);
    }

    private float along(int x, int y) {
        return (x - shape.cx()) * shape.cos() + (y - shape.cy()) * shape.sin();
    }

    private void lay(Row row, int x, float alpha) {
        float light = row.light[x];
        float texture = 1
                + rough
                        * (0.5f * Grain.at(Grain.SENSOR, x + 91, row.y + 17)
                                + 0.5f * Grain.at(Grain.CLOUD, x * 0.7f, row.y * 0.7f));
        if (furrow > 0) {
            float v = ((row.y - shape.cy()) * shape.cos() - (x - shape.cx()) * shape.sin()) / furrow;
            float wave = Math.abs(2 * (v - (float) Math.floor(v)) - 1);
            texture *= 0.78f + 0.44f * Grain.smooth(wave);
        }
        row.light[x] = light * Math.max(0.15f, texture);
        row.lay(x, material, alpha);
        row.light[x] = light;
    }
}
