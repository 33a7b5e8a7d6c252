package io.verdict.connectors.studio;

import java.util.Locale;

/** What lies below a scene: two colours, mixed by noise of several sizes. */
enum Ground {
    GRASS(Material.of(0.055, 0.095, 0.028, 0), Material.of(0.10, 0.125, 0.045, 0), 0.16f),
    MEADOW(Material.of(0.15, 0.155, 0.06, 0), Material.of(0.24, 0.20, 0.10, 0), 0.18f),
    SOIL(Material.of(0.13, 0.085, 0.052, 0), Material.of(0.21, 0.15, 0.095, 0), 0.14f),
    SAND(Material.of(0.40, 0.32, 0.21, 0), Material.of(0.50, 0.42, 0.30, 0), 0.07f),
    GRAVEL(Material.of(0.20, 0.19, 0.175, 0), Material.of(0.29, 0.28, 0.26, 0), 0.2f),
    ASPHALT(Material.of(0.065, 0.067, 0.07, 0), Material.of(0.10, 0.10, 0.10, 0), 0.1f),
    SNOW(Material.of(0.66, 0.69, 0.74, 0), Material.of(0.78, 0.80, 0.82, 0), 0.03f);

    private final Material dark;
    private final Material bright;
    private final float rough;

    Ground(Material dark, Material bright, float rough) {
        this.dark = dark;
        this.bright = bright;
        this.rough = rough;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Ground pick(Dice dice) {
        int ticket = dice.below(100);
        return ticket < 28
                ? GRASS
                : ticket < 46
                        ? MEADOW
                        : ticket < 60 ? SOIL : ticket < 70 ? SAND : ticket < 80 ? GRAVEL : ticket < 93 ? ASPHALT : SNOW;
    }

    /** Covers a row; the pattern is as coarse as the scale asks for. */
    void cover(Row row, float pixelsPerMetre) {
        float coarse = 5 / pixelsPerMetre;
        float fine = 22 / pixelsPerMetre;
        for (int x = row.from; x < row.to; x++) {
            float cloud = Grain.at(Grain.CLOUD, x * coarse, row.y * coarse);
            float tuft = Grain.at(Grain.PATCH, x * fine * 2, row.y * fine * 2);
            float mix = Math.max(0, Math.min(1, 0.5f + 0.28f * cloud + 0.12f * tuft));
            float grain = 1 + rough * (0.45f * tuft + 0.75f * Grain.at(Grain.SENSOR, x, row.y));
            float lit = row.light[x] * Math.max(0.2f, grain);
            row.r[x] = lit * (dark.r() + mix * (bright.r() - dark.r()));
            row.g[x] = lit * (dark.g() + mix * (bright.g() - dark.g()));
            row.b[x] = lit * (dark.b() + mix * (bright.b() - dark.b()));
        }
    }
}
