package io.verdict.connectors.studio;

/**
 * The shadow of an upright box: its foot, swept over the ground.
 *
 * @param foot the box's foot; corners count as square
 * @param dx how far the shadow reaches sideways, in pixels
 * @param dy how far it reaches down
 */
record Cast(Shape foot, float dx, float dy) implements Feature {
    private static final float DARK = 0.95f;

    @Override
    public void shade(Row row) {
        float reach = Math.max(1, (float) Math.sqrt(dx * dx + dy * dy));
        float top = foot.cy() - foot.reachY() + Math.min(0, dy) - 1;
        float bottom = foot.cy() + foot.reachY() + Math.max(0, dy) + 1;
        if (row.y < top || row.y > bottom) {
            return;
        }
        float stepU = -(dx * foot.cos() + dy * foot.sin());
        float stepV = -(dy * foot.cos() - dx * foot.sin());
        int to = row.clipTo(foot.cx() + foot.reachX() + Math.max(0, dx) + 1);
        for (int x = row.clipFrom(foot.cx() - foot.reachX() + Math.min(0, dx) - 1); x < to; x++) {
            float px = x - foot.cx();
            float py = row.y - foot.cy();
            Span span = Span.ALL
                    .within(px * foot.cos() + py * foot.sin(), stepU, foot.halfWidth())
                    .within(py * foot.cos() - px * foot.sin(), stepV, foot.halfHeight());
            float inside = (Math.min(1, span.to()) - Math.max(0, span.from())) * reach;
            if (inside > 0) {
                row.sun[x] *= 1 - DARK * Math.min(1, inside / 2);
            }
        }
    }
}
