package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Sees what one damage changes in a photograph by drawing its surroundings with and without it. One thread. */
final class Visibility {
    /** Least change of an 8-bit level that counts as altered. */
    static final int ALTERED_LEVELS = 4;
    /** Change of an 8-bit level that everybody sees. */
    static final int STRONG_LEVELS = 18;
    /** Share of the summed change that may lie outside a box on each of its sides. */
    static final double TRIM = 0.004;
    /** How far annotators stay away from the altered pixels, at a width of 1600 px. */
    static final int MARGIN = 4;
    /** Shortest side of a box, at a width of 1600 px. */
    static final int MIN_SIDE = 24;

    private final Scene scene;
    private final Camera camera;
    private final Row with;
    private final Row without;

    Visibility(Scene scene, Camera camera) {
        this.scene = scene;
        this.camera = camera;
        with = new Row(scene.width());
        without = new Row(scene.width());
    }

    /** The columns of each row that a mark can change. */
    interface Reach {
        /** First column, inclusive. */
        int left(int y);

        /** Last column, exclusive. */
        int right(int y);
    }

    /** A range of pixels, ends exclusive. */
    record Area(int left, int top, int right, int bottom) implements Reach {
        Area clippedTo(int width, int height) {
            return new Area(Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom));
        }

        boolean empty() {
            return left >= right || top >= bottom;
        }

        @Override
        public int left(int y) {
            return left;
        }

        @Override
        public int right(int y) {
            return right;
        }
    }

    /**
     * What was seen.
     *
     * @param altered number of altered pixels
     * @param strong number of pixels that everybody sees change
     * @param mean mean change of the altered pixels, in levels
     * @param left first altered column after trimming
     * @param top first altered row after trimming
     * @param right last altered column after trimming
     * @param bottom last altered row after trimming
     */
    record Look(int altered, int strong, double mean, int left, int top, int right, int bottom) {
        /** The box by the convention of {@link Damage}. */
        Damage box(DamageClass type, int width, int height) {
            double unit = Math.max(width, height) / 1600.0;
            double margin = MARGIN * unit;
            double shortest = MIN_SIDE * unit;
            double growX = Math.max(margin, (shortest - (right + 1 - left)) / 2);
            double growY = Math.max(margin, (shortest - (bottom + 1 - top)) / 2);
            double x0 = Math.max(0, left - growX);
            double y0 = Math.max(0, top - growY);
            double x1 = Math.min(width, right + 1 + growX);
            double y1 = Math.min(height, bottom + 1 + growY);
            return new Damage(type, x0, y0, x1 - x0, y1 - y0);
        }

        double strongShare() {
            return strong / (double) ((right + 1 - left) * (bottom + 1 - top));
        }
    }

    /**
     * What a mark changes in a scene that already has others.
     *
     * @param area where it can change anything
     * @param reach which columns of the area's rows it can change
     * @param stride looks at every so many rows; counts are those of the rows looked at
     */
    Look at(Feature mark, Area area, Reach reach, int stride, List<Feature> others) {
        Area clipped = area.clippedTo(scene.width(), scene.height());
        if (clipped.empty()) {
            return new Look(0, 0, 0, 0, 0, 0, 0);
        }
        List<Feature> all = new ArrayList<>(others);
        all.add(mark);
        long[] columns = new long[clipped.right() - clipped.left()];
        long[] rows = new long[clipped.bottom() - clipped.top()];
        int altered = 0;
        int strong = 0;
        long sum = 0;
        for (int y = clipped.top(); y < clipped.bottom(); y += stride) {
            int from = Math.max(clipped.left(), reach.left(y));
            int to = Math.min(clipped.right(), reach.right(y));
            if (from >= to) {
                continue;
            }
            scene.draw(with.at(y, from, to), all);
            scene.draw(without.at(y, from, to), others);
            for (int x = from; x < to; x++) {
                int change = change(x);
                if (change >= ALTERED_LEVELS) {
                    altered++;
                    strong += change >= STRONG_LEVELS ? 1 : 0;
                    sum += change;
                    columns[x - clipped.left()] += change;
                    rows[y - clipped.top()] += change;
                }
            }
        }
        double trim = TRIM * sum;
        return new Look(
                altered,
                strong,
                altered == 0 ? 0 : sum / (double) altered,
                clipped.left() + first(columns, trim),
                clipped.top() + first(rows, trim),
                clipped.left() + last(columns, trim),
                clipped.top() + last(rows, trim));
    }

    private int change(int x) {
        float gainR = camera.exposure() * camera.red();
        float gainB = camera.exposure() * camera.blue();
        int r = Camera.level(with.r[x] * gainR) - Camera.level(without.r[x] * gainR);
        int g = Camera.level(with.g[x] * camera.exposure()) - Camera.level(without.g[x] * camera.exposure());
        int b = Camera.level(with.b[x] * gainB) - Camera.level(without.b[x] * gainB);
        return Math.max(Math.abs(r), Math.max(Math.abs(g), Math.abs(b)));
    }

    private static int first(long[] sums, double trim) {
        double seen = 0;
        int i = 0;
        while (i < sums.length - 1 && seen + sums[i] <= trim) {
            seen += sums[i++];
        }
        return i;
    }

    private static int last(long[] sums, double trim) {
        double seen = 0;
        int i = sums.length - 1;
        while (i > 0 && seen + sums[i] <= trim) {
            seen += sums[i--];
        }
        return i;
    }
}
