package io.verdict.connectors.studio;

/**
 * A cast shadow: everything to one side of a line, or between two parallel ones, or dappled as under leaves.
 *
 * @param nx sideways part of the unit vector into the shadow
 * @param ny vertical part of it
 * @param from distance along that vector at which the shadow begins
 * @param deep thickness of the shadow along the vector
 * @param soft width of the penumbra in pixels
 * @param leaves size in pixels of the gaps between leaves, 0 for a solid shadow
 */
record Shadow(float nx, float ny, float from, float deep, float soft, float leaves) implements Feature {
    private static final float DARK = 0.92f;

    @Override
    public void shade(Row row) {
        float along = ny * row.y - from;
        for (int x = row.from; x < row.to; x++) {
            float d = along + nx * x;
            float inside = Math.min(d, deep - d) / soft + 0.5f;
            if (inside > 0) {
                float cover = inside < 1 ? Grain.smooth(inside) : 1;
                if (leaves > 0) {
                    float hole = Grain.at(Grain.CLOUD, x / leaves, row.y / leaves) * 1.6f + 0.4f;
                    cover *= Math.max(0, Math.min(1, hole));
                }
                row.sun[x] *= 1 - DARK * cover;
            }
        }
    }
}
