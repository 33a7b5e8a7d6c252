package io.verdict.connectors.studio;

/**
 * Dust, splashes and runs of dried water on the paint.
 *
 * @param dust the dirt's colour
 * @param film even cover, 0 to 1
 * @param low further cover towards the lower edge
 * @param specks cover of each splash, 0 for none
 * @param runs cover of each run, 0 for none
 * @param scale pixels per texture pixel
 * @param at place in the textures
 * @param height rows of the photograph
 */
record Grime(Material dust, float film, float low, float specks, float runs, float scale, int at, int height)
        implements Feature {
    @Override
    public void cover(Row row) {
        float step = 1 / scale;
        int v = (int) (row.y * step) + at;
        int grain = Grain.row(v);
        int longGrain = Grain.row((int) (row.y * step * 0.06f) + at);
        int fine = Grain.row(row.y + at);
        // A second tile at another pitch decides where the first one shows, so that no repetition is seen.
        int gate = Grain.row((v * 5 >> 3) + 77);
        float base = film + low * row.y * row.y / ((float) height * height);
        for (int x = row.from; x < row.to; x++) {
            int place = (int) (x * step) + at;
            int u = place & Grain.MASK;
            float patch = Grain.PATCH[grain | u];
            float cover = base * (1 + 0.22f * Grain.CLOUD[grain | u] + 0.12f * Grain.WHITE[fine | (x & Grain.MASK)]);
            if (specks > 0 && patch > 1.9f && Grain.CLOUD[gate | (place * 11 >> 4 & Grain.MASK)] > 0.3f) {
                cover += specks * Math.min(1, (patch - 1.9f) * 2.5f);
            }
            if (runs > 0) {
                float run = Grain.PATCH[longGrain | (place * 3 & Grain.MASK)];
                cover += run > 1.2f && Grain.CLOUD[gate | (place * 11 >> 4 & Grain.MASK)] > -0.3f
                        ? runs * Math.min(1, run - 1.2f) * (1 + 0.3f * patch)
                        : 0;
            }
            if (cover > 0.003f) {
                row.lay(x, dust, Math.min(0.9f, cover));
            }
        }
    }
}
