package io.verdict.connectors.studio;

/**
 * A gap that follows the section lines of the panel or the outline of a flap; dark with rounded lips.
 *
 * @param section the panel whose lines it follows, or absent
 * @param along position of the gap along the section
 * @param outline the outline that it follows, or absent
 * @param wide width in pixels
 */
record Groove(Section section, float along, Shape outline, float wide) implements Feature {
    static Groove between(Section section, double along, double wide) {
        return new Groove(section, (float) along, null, (float) wide);
    }

    static Groove around(Shape outline, double wide) {
        return new Groove(null, 0, outline, (float) wide);
    }

    private float distance(double x, double y) {
        return outline != null ? outline.distance(x, y) : section.along(x, y) - along;
    }

    @Override
    public void bend(Row row) {
        float lip = wide * 2.1f;
        for (int x = first(row); x < last(row); x++) {
            float d = distance(x, row.y);
            if (Math.abs(d) < lip) {
                float beyond = Math.max(0, (Math.abs(d) - wide / 2) / (lip - wide / 2));
                float turn = Math.signum(d) * 0.7f * (1 - beyond) * (1 - beyond);
                row.nx[x] -= turn * (distance(x + 1, row.y) - d);
                row.ny[x] -= turn * (distance(x, row.y + 1) - d);
            }
        }
    }

    @Override
    public void cover(Row row) {
        for (int x = first(row); x < last(row); x++) {
            float d = Math.abs(distance(x, row.y)) / wide;
            if (d < 1.5f) {
                float keep = d < 0.5f ? 0.04f + 0.3f * d * d : Math.min(1, 0.45f + 0.55f * (d - 0.5f));
                row.r[x] *= keep;
                row.g[x] *= keep;
                row.b[x] *= keep;
            }
        }
    }

    private int first(Row row) {
        if (outline == null) {
            float lip = wide * 2.1f;
            float left = section.along(0, row.y) - along;
            float middle = section.along((row.nx.length) / 2.0, row.y) - along;
            float right = section.along(row.nx.length - 1.0, row.y) - along;
            float slack = lip + Math.abs(left + right - 2 * middle);
            boolean above = left > slack && middle > slack && right > slack;
            boolean below = left < -slack && middle < -slack && right < -slack;
            return above || below ? row.to : row.from;
        }
        return Math.abs(row.y - outline.cy()) > outline.reachY() + 3 * wide
                ? row.to
                : row.clipFrom(outline.cx() - outline.reachX() - 3 * wide);
    }

    private int last(Row row) {
        return outline == null ? row.to : row.clipTo(outline.cx() + outline.reachX() + 3 * wide);
    }

    @Override
    public boolean hides(double x, double y) {
        return Math.abs(distance(x, y)) < wide;
    }
}
