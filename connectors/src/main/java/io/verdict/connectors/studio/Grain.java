package io.verdict.connectors.studio;

/** Periodic noise tiles shared by all photographs; immutable once built. */
final class Grain {
    /** Side of a tile; a power of two, so that coordinates wrap with {@link #MASK}. */
    static final int SIDE = 512;

    static final int MASK = SIDE - 1;
    private static final int SHIFT = 9;

    /** Independent values, mean 0, deviation 1. */
    static final float[] WHITE = white();
    /** Sensor-like: white noise that demosaicing has smeared a little, mean 0, deviation 1. */
    static final float[] SENSOR = smear(WHITE);
    /** Clouds of all sizes from a third of the tile down to 4 px, mean 0, deviation 1. */
    static final float[] CLOUD = cloud(new int[] {3, 6, 13, 27, 55, 110}, 0.55);
    /** Patches of one size (some 20 px), mean 0, deviation 1. */
    static final float[] PATCH = cloud(new int[] {24, 48}, 0.5);

    private Grain() {}

    static float at(float[] tile, int x, int y) {
        return tile[((y & MASK) << SHIFT) | (x & MASK)];
    }

    /** Bilinear look-up. */
    static float at(float[] tile, float x, float y) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        float fx = x - ix;
        float fy = y - iy;
        float top = at(tile, ix, iy) * (1 - fx) + at(tile, ix + 1, iy) * fx;
        float bottom = at(tile, ix, iy + 1) * (1 - fx) + at(tile, ix + 1, iy + 1) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    /** Index of the first value of a tile's row. */
    static int row(int y) {
        return (y & MASK) << SHIFT;
    }

    private static float[] white() {
        Dice dice = new Dice(20261121, 0);
        float[] tile = new float[SIDE * SIDE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = dice.bell();
        }
        return tile;
    }

    private static float[] smear(float[] tile) {
        float[] out = new float[tile.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                out[y * SIDE + x] = at(tile, x, y)
                        + 0.45f * (at(tile, x + 1, y) + at(tile, x, y + 1) + at(tile, x - 1, y) + at(tile, x, y - 1));
            }
        }
        return normal(out);
    }

    private static float[] cloud(int[] cells, double fall) {
        float[] tile = new float[SIDE * SIDE];
        double weight = 1;
        for (int n : cells) {
            Dice dice = new Dice(7, n);
            float[] lattice = new float[n * n];
            for (int i = 0; i < lattice.length; i++) {
                lattice[i] = dice.between(-1, 1);
            }
            addLattice(tile, lattice, n, (float) weight);
            weight *= fall;
        }
        return normal(tile);
    }

    private static void addLattice(float[] tile, float[] lattice, int n, float weight) {
        for (int y = 0; y < SIDE; y++) {
            float v = y * (float) n / SIDE;
            int j = (int) v;
            float fy = smooth(v - j);
            for (int x = 0; x < SIDE; x++) {
                float u = x * (float) n / SIDE;
                int i = (int) u;
                float fx = smooth(u - i);
                float top = lattice[j * n + i] * (1 - fx) + lattice[j * n + (i + 1) % n] * fx;
                int next = (j + 1) % n;
                float bottom = lattice[next * n + i] * (1 - fx) + lattice[next * n + (i + 1) % n] * fx;
                tile[y * SIDE + x] += weight * (top * (1 - fy) + bottom * fy);
            }
        }
    }

    static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float[] normal(float[] tile) {
        double sum = 0;
        double squares = 0;
        for (float value : tile) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / tile.length;
        double scale = 1 / Math.sqrt(squares / tile.length - mean * mean);
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (float) ((tile[i] - mean) * scale);
        }
        return tile;
    }
}
