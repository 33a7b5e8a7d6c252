package io.verdict.connectors.studio;

/**
 * A house without its details: walls on a turned rectangle under a flat roof, or one with two slopes whose ridge runs
 * along the first axis. Every pixel looks for the nearest surface on its line of sight.
 *
 * @param foot its plan; corners are square
 * @param rise height of the walls, in pixels up the photograph
 * @param ridge how much higher the ridge is, in the same pixels; 0 for a flat roof
 * @param wall material of the walls
 * @param roof material of the roof
 * @param finish how walls and roof look from near
 * @param light on its faces
 */
record Block(Shape foot, float rise, float ridge, Material wall, Material roof, Finish finish, Faces light)
        implements Feature {
    private static final Material GLASS = Material.of(0.02, 0.025, 0.03, 0.35);

    /**
     * Its texture, in pixels.
     *
     * @param course distance of the courses of tiles or sheets; 0 for none
     * @param parapet width of the rim of a flat roof; 0 for none
     * @param window distance of the windows along the walls; 0 for none
     * @param storey height of a storey up the photograph
     */
    record Finish(float course, float parapet, float window, float storey) {}

    /**
     * Light on its faces.
     *
     * @param ends on the walls towards both ends of the first axis
     * @param sides on the walls along it
     * @param slopes on the slopes of the roof towards both ends of the second axis
     */
    record Faces(float[] ends, float[] sides, float[] slopes) {

        static Faces of(Vantage vantage, Shape foot, double steep, double sun) {
            float c = foot.cos();
            float s = foot.sin();
            double up = 1 / Math.sqrt(1 + steep * steep);
            double out = steep * up;
            return new Faces(
                    new float[] {vantage.lit(-c, -s, 0, sun), vantage.lit(c, s, 0, sun)},
                    new float[] {vantage.lit(s, -c, 0, sun), vantage.lit(-s, c, 0, sun)},
                    new float[] {vantage.lit(s * out, -c * out, up, sun), vantage.lit(-s * out, c * out, up, sun)});
        }
    }

    /** Around walls and roof. */
    Extent extent() {
        Extent plan = Extent.of(foot);
        Shape line = new Shape(foot.cx(), foot.cy(), foot.halfWidth(), 0, 0, foot.cos(), foot.sin());
        return plan.and(plan.up(rise)).and(Extent.of(line).up(rise + ridge));
    }

    @Override
    public void cover(Row row) {
        Extent around = extent();
        if (row.y < around.top() - 1 || row.y > around.bottom() + 1) {
            return;
        }
        int to = row.clipTo(around.right() + 1);
        for (int x = row.clipFrom(around.left() - 1); x < to; x++) {
            // Two looks per pixel, so that upright edges are not ragged.
            look(row, x, x - 0.25f, 0.5f);
            look(row, x, x + 0.25f, 1);
        }
    }

    /** The second look takes what the first left: where both see a face, the pixel is the face's whole. */
    private void look(Row row, int x, float at, float share) {
        float u = (at - foot.cx()) * foot.cos() + (row.y - foot.cy()) * foot.sin();
        float v = (row.y - foot.cy()) * foot.cos() - (at - foot.cx()) * foot.sin();
        Span inside = Span.ALL.within(u, foot.sin(), foot.halfWidth()).within(v, foot.cos(), foot.halfHeight());
        float from = Math.max(0, inside.from());
        if (inside.to() < from) {
            return;
        }
        float under = slope(u, v, 1, inside);
        float over = slope(u, v, -1, inside);
        float top = Math.max(under, over);
        float alpha = share == 1 ? 0.5f : 1;
        float before = row.light[x];
        if (top >= 0) {
            roof(row, x, u + top * foot.sin(), v + top * foot.cos(), under >= over ? 1 : 0, alpha);
        } else if (inside.to() <= height(v + inside.to() * foot.cos()) + 0.5f) {
            wall(row, x, inside, u, v, alpha);
        }
        row.light[x] = before;
    }

    /** Where the line of sight meets a slope of the roof; below zero where it does not. */
    private float slope(float u, float v, int side, Span inside) {
        float fall = ridge * side / foot.halfHeight();
        float t = (rise + ridge - fall * v) / (1 + fall * foot.cos());
        boolean met = t >= inside.from() && t <= inside.to() && t >= 0 && side * (v + t * foot.cos()) >= -0.01f;
        return met ? t : -1;
    }

    private float height(float v) {
        return rise + ridge * (1 - Math.min(1, Math.abs(v) / foot.halfHeight()));
    }

    private void roof(Row row, int x, float u, float v, int slope, float alpha) {
        float texture =
                1 + 0.05f * Grain.at(Grain.SENSOR, x, row.y) + 0.07f * Grain.at(Grain.CLOUD, u * 1.7f, v * 1.7f);
        if (finish.course() > 0) {
            float at = (ridge > 0 ? v : u) / finish.course();
            texture *= 0.86f + 0.28f * Grain.smooth(Math.abs(2 * (at - (float) Math.floor(at)) - 1));
        }
        float rim = Math.min(foot.halfWidth() - Math.abs(u), foot.halfHeight() - Math.abs(v));
        if (ridge == 0 && finish.parapet() > 0) {
            texture *= rim < finish.parapet() ? 1.3f : rim < 1.6f * finish.parapet() ? 0.55f : 1;
        }
        row.light[x] = light.slopes()[slope] * Math.max(0.2f, texture);
        row.lay(x, roof, alpha);
    }

    private void wall(Row row, int x, Span inside, float u, float v, float alpha) {
        float t = inside.to();
        boolean side = inside.across();
        int which = (side ? foot.cos() : foot.sin()) > 0 ? 1 : 0;
        float along = side ? u + t * foot.sin() : v + t * foot.cos();
        float half = side ? foot.halfWidth() : foot.halfHeight();
        boolean glass = isWindow(along, half, t);
        row.light[x] = (side ? light.sides() : light.ends())[which]
                * (glass ? 1 : 1 + 0.05f * Grain.at(Grain.SENSOR, x, row.y))
                // Walls are darker towards the ground.
                * (0.82f + 0.18f * Math.min(1, t / Math.max(1, rise)));
        row.lay(x, glass ? GLASS : wall, alpha);
    }

    private boolean isWindow(float along, float half, float up) {
        if (finish.window() <= 0 || half - Math.abs(along) < 0.25f * finish.window() || up > rise) {
            return false;
        }
        float across = (along + half) / finish.window();
        float storey = up / finish.storey();
        float a = across - (float) Math.floor(across);
        float b = storey - (float) Math.floor(storey);
        return a > 0.3f && a < 0.7f && b > 0.35f && b < 0.8f;
    }
}
