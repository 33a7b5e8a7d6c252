package io.verdict.connectors.studio;

/**
 * What is seen past a horizontal edge of the panel: the window above it or the ground below it, with a sealing strip in
 * between.
 *
 * @param section the panel whose lines the edge follows
 * @param along position of the edge along the section
 * @param above whether the part above the edge is covered
 * @param stuff what is seen
 * @param rough contrast of its texture
 * @param strip the strip along the edge
 * @param stripWide width of the strip in pixels
 */
record Beyond(Section section, float along, boolean above, Material stuff, float rough, Material strip, float stripWide)
        implements Feature {
    @Override
    public void bend(Row row) {
        for (int x = row.from; x < row.to; x++) {
            float past = past(x, row.y);
            if (past > 0) {
                boolean onStrip = past < stripWide;
                row.ny[x] += onStrip ? 0.5f * (2 * past / stripWide - 1) : above ? -0.12f : 0.1f;
            } else if (past > -10 && !above) {
                row.ny[x] += 0.05f * (10 + past) / 10;
            }
        }
    }

    @Override
    public void cover(Row row) {
        int grain = Grain.row(row.y);
        for (int x = row.from; x < row.to; x++) {
            float past = past(x, row.y);
            if (past > -0.5f) {
                float alpha = Math.min(1, past + 0.5f);
                if (past < stripWide) {
                    row.lay(x, strip, alpha);
                } else {
                    float dark = above ? 1 : Math.min(1, 0.25f + (past - stripWide) / (stripWide * 25 + 60));
                    int at = grain | (x & Grain.MASK);
                    float texture = dark * Math.max(0, 1 + rough * (0.22f * Grain.SENSOR[at] + 0.1f * Grain.CLOUD[at]));
                    row.lay(x, stuff, 1);
                    row.r[x] *= texture;
                    row.g[x] *= texture;
                    row.b[x] *= texture;
                }
            }
        }
    }

    private float past(double x, double y) {
        float d = section.along(x, y) - along;
        return above ? -d : d;
    }

    @Override
    public boolean hides(double x, double y) {
        return past(x, y) > -6;
    }
}
