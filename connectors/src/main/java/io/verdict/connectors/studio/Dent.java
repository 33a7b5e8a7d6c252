package io.verdict.connectors.studio;

/**
 * A dent: one or more pressed-in ellipses, each with a raised rim, along a bent axis. Seen only by what the slopes do to
 * reflection and shading.
 *
 * @param lobes the ellipses
 */
record Dent(Lobe[] lobes) implements Feature {
    private static final int STEPS = 512;

    /**
     * One ellipse of slopes.
     *
     * @param cx centre column
     * @param cy centre row
     * @param a half length in pixels
     * @param b half width in pixels
     * @param cos cosine of the long axis' angle
     * @param sin sine of it
     * @param bend by how much of its length the axis bows sideways
     * @param slope steepest slope
     * @param profile slope by squared distance from the centre, in units of the distance
     */
    record Lobe(float cx, float cy, float a, float b, float cos, float sin, float bend, float slope, float[] profile) {
        static Lobe of(
                double cx,
                double cy,
                double a,
                double b,
                double angle,
                double bend,
                double slope,
                double edge,
                double rim) {
            float[] profile = new float[STEPS + 1];
            double steepest = 0;
            for (int i = 0; i <= STEPS; i++) {
                double q = i / (double) STEPS;
                profile[i] = (float) (StrictMath.pow(1 - q, edge) * (1 - rim * q));
                steepest = Math.max(steepest, Math.abs(profile[i]) * Math.sqrt(q));
            }
            for (int i = 0; i <= STEPS; i++) {
                profile[i] /= (float) steepest;
            }
            return new Lobe(
                    (float) cx,
                    (float) cy,
                    (float) a,
                    (float) b,
                    (float) StrictMath.cos(angle),
                    (float) StrictMath.sin(angle),
                    (float) bend,
                    (float) slope,
                    profile);
        }

        Lobe steeper(float factor) {
            return new Lobe(cx, cy, a, b, cos, sin, bend, slope * factor, profile);
        }

        float reach() {
            return a + Math.abs(bend) * a + b;
        }

        private void bend(Row row) {
            float dy = row.y - cy;
            if (Math.abs(dy) > reach()) {
                return;
            }
            int to = row.clipTo(cx + reach());
            for (int x = row.clipFrom(cx - reach()); x < to; x++) {
                float dx = x - cx;
                float u = (dx * cos + dy * sin) / a;
                float v = (dy * cos - dx * sin) / b + bend * a / b * (u * u - 0.3f);
                float q = u * u + v * v;
                if (q < 1) {
                    int step = (int) (q * STEPS);
                    float between = q * STEPS - step;
                    float strength = slope * (profile[step] + between * (profile[step + 1] - profile[step]));
                    float alongU = strength * (u * b / a + 2 * bend * u * v);
                    float alongV = strength * v;
                    // Pressed in: the normal leans towards the middle.
                    row.nx[x] -= alongU * cos - alongV * sin;
                    row.ny[x] -= alongU * sin + alongV * cos;
                }
            }
        }
    }

    @Override
    public void bend(Row row) {
        for (Lobe lobe : lobes) {
            lobe.bend(row);
        }
    }

    Dent steeper(float factor) {
        Lobe[] next = new Lobe[lobes.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = lobes[i].steeper(factor);
        }
        return new Dent(next);
    }
}
