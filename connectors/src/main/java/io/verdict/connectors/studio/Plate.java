package io.verdict.connectors.studio;

/**
 * A part that sits on the panel: trim strip, badge, sticker, handle, sensor, lock.
 *
 * @param shape its outline
 * @param material what it is made of; absent for a part in body colour
 * @param bevel width in pixels over which its edge rises
 * @param lift slope of that edge; negative sinks into the panel
 * @param print material of the printed pattern, absent for none
 * @param pitch width in pixels of one mark of the pattern
 */
record Plate(Shape shape, Material material, float bevel, float lift, Material print, float pitch) implements Feature {

    static Plate plain(Shape shape, Material material, double bevel, double lift) {
        return new Plate(shape, material, (float) bevel, (float) lift, null, 1);
    }

    @Override
    public void bend(Row row) {
        if (lift == 0 || Math.abs(row.y - shape.cy()) > shape.reachY() + bevel) {
            return;
        }
        int to = row.clipTo(shape.cx() + shape.reachX() + bevel);
        for (int x = row.clipFrom(shape.cx() - shape.reachX() - bevel); x < to; x++) {
            float d = shape.distance(x, row.y);
            if (d > -bevel && d < 0) {
                float rise = lift * Grain.smooth(1 - Math.abs(2 * d / bevel + 1));
                row.nx[x] += rise * (shape.distance(x + 1, row.y) - d);
                row.ny[x] += rise * (shape.distance(x, row.y + 1) - d);
            }
        }
    }

    @Override
    public void cover(Row row) {
        if (material == null || Math.abs(row.y - shape.cy()) > shape.reachY() + 1) {
            return;
        }
        int to = row.clipTo(shape.cx() + shape.reachX() + 1);
        for (int x = row.clipFrom(shape.cx() - shape.reachX() - 1); x < to; x++) {
            float alpha = Math.min(1, 0.5f - shape.distance(x, row.y));
            if (alpha > 0) {
                row.lay(x, printed(x, row.y) ? print : material, alpha);
            }
        }
    }

    private boolean printed(int x, int y) {
        if (print == null) {
            return false;
        }
        float u = (x - shape.cx()) * shape.cos() + (y - shape.cy()) * shape.sin();
        float v = (y - shape.cy()) * shape.cos() - (x - shape.cx()) * shape.sin();
        if (Math.abs(v) > shape.halfHeight() * 0.55f || Math.abs(u) > shape.halfWidth() * 0.85f) {
            return false;
        }
        int mark = (int) Math.floor(u / pitch);
        float inside = u / pitch - mark;
        boolean bar = inside > 0.25f && (inside < 0.5f || Math.abs(v) < shape.halfHeight() * 0.15f);
        return bar && Grain.at(Grain.WHITE, mark, (int) shape.cx()) > -0.9f;
    }

    @Override
    public boolean hides(double x, double y) {
        return material != null && shape.distance(x, y) < bevel;
    }
}
