package io.verdict.connectors.studio;

/**
 * A scratch: a thin mark with a core of bared primer or metal between lifted rims, kept as a raster over its box.
 * Immutable once built.
 */
final class Scratch implements Feature {
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] core;
    private final float[] rimX;
    private final float[] rimY;
    private final Material ground;
    private final float strength;
    private final float rim;

    /**
     * @param raster where the mark is
     * @param ground what the core shows
     * @param strength opacity of the core, 0 to 1
     * @param rim slope of the rims
     */
    Scratch(Raster raster, Material ground, float strength, float rim) {
        this.left = raster.left;
        this.top = raster.top;
        this.width = raster.width;
        this.height = raster.height;
        this.core = raster.core;
        this.rimX = raster.rimX;
        this.rimY = raster.rimY;
        this.ground = ground;
        this.strength = strength;
        this.rim = rim;
    }

    Scratch withStrength(float newStrength) {
        return new Scratch(this, ground, newStrength);
    }

    Scratch withGround(Material newGround) {
        return new Scratch(this, newGround, strength);
    }

    private Scratch(Scratch other, Material ground, float strength) {
        left = other.left;
        top = other.top;
        width = other.width;
        height = other.height;
        core = other.core;
        rimX = other.rimX;
        rimY = other.rimY;
        rim = other.rim;
        this.ground = ground;
        this.strength = strength;
    }

    /** Opacity of the core at a point, between 0 and 1. */
    float core(int x, int y) {
        boolean inside = x >= left && y >= top && x < left + width && y < top + height;
        return inside ? core[(y - top) * width + x - left] : 0;
    }

    @Override
    public void bend(Row row) {
        if (row.y < top || row.y >= top + height) {
            return;
        }
        int base = (row.y - top) * width - left;
        int to = Math.min(row.to, left + width);
        for (int x = Math.max(row.from, left); x < to; x++) {
            row.nx[x] += rim * rimX[base + x];
            row.ny[x] += rim * rimY[base + x];
        }
    }

    @Override
    public void cover(Row row) {
        if (row.y < top || row.y >= top + height) {
            return;
        }
        int base = (row.y - top) * width - left;
        int to = Math.min(row.to, left + width);
        for (int x = Math.max(row.from, left); x < to; x++) {
            float alpha = strength * core[base + x];
            if (alpha > 0) {
                float before = row.light[x];
                row.light[x] = before * Math.max(0.5f, 1 + 0.22f * Grain.at(Grain.SENSOR, x, row.y));
                row.lay(x, ground, alpha);
                row.light[x] = before;
            }
        }
    }

    /** The canvas on which a scratch is stroked. */
    static final class Raster {
        private static final float RIM = 2.2f;
        private final int left;
        private final int top;
        private final int width;
        private final int height;
        private final float[] core;
        private final float[] rimX;
        private final float[] rimY;

        Raster(int left, int top, int width, int height) {
            this.left = left;
            this.top = top;
            this.width = width;
            this.height = height;
            core = new float[width * height];
            rimX = new float[width * height];
            rimY = new float[width * height];
        }

        /** Strokes a straight piece from (x0, y0) to (x1, y1), {@code wide} pixels wide. */
        void stroke(double x0, double y0, double x1, double y1, double wide, double opacity) {
            double half = wide / 2;
            double reach = half + RIM + 1;
            double dx = x1 - x0;
            double dy = y1 - y0;
            double square = Math.max(1e-6, dx * dx + dy * dy);
            int fromY = Math.max(top, (int) Math.floor(Math.min(y0, y1) - reach));
            int toY = Math.min(top + height - 1, (int) Math.ceil(Math.max(y0, y1) + reach));
            int fromX = Math.max(left, (int) Math.floor(Math.min(x0, x1) - reach));
            int toX = Math.min(left + width - 1, (int) Math.ceil(Math.max(x0, x1) + reach));
            for (int y = fromY; y <= toY; y++) {
                for (int x = fromX; x <= toX; x++) {
                    double t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / square));
                    double px = x - x0 - t * dx;
                    double py = y - y0 - t * dy;
                    double distance = Math.sqrt(px * px + py * py);
                    dab((y - top) * width + x - left, px, py, distance, half, opacity);
                }
            }
        }

        private void dab(int at, double px, double py, double distance, double half, double opacity) {
            double cover = Math.min(1, half + 0.5 - distance) * opacity;
            if (cover > core[at]) {
                core[at] = (float) cover;
            }
            double outside = distance - half;
            if (outside > -0.5 && outside < RIM && distance > 1e-6) {
                double lean = (1 - Math.abs(outside - RIM / 2) / RIM) * opacity;
                if (lean > Math.hypot(rimX[at], rimY[at])) {
                    rimX[at] = (float) (px / distance * lean);
                    rimY[at] = (float) (py / distance * lean);
                }
            }
        }
    }
}
