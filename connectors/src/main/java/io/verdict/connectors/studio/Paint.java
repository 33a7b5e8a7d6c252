package io.verdict.connectors.studio;

import java.util.List;

/**
 * A car paint: a coloured coat under a clear one.
 *
 * @param name what a dealer would call the colour
 * @param coat colour of the base coat and reflectance of the clear coat
 * @param flake strength of metallic flakes, 0 for solid paint
 * @param popularity relative frequency
 */
record Paint(String name, Material coat, float flake, int popularity) {
    private static final List<Paint> PALETTE = List.of(
            paint("white", 0.74, 0.74, 0.72, 0.15, 0, 22),
            paint("pearl", 0.62, 0.61, 0.57, 0.18, 0.25, 8),
            paint("silver", 0.36, 0.37, 0.38, 0.22, 0.6, 16),
            paint("grey", 0.10, 0.105, 0.11, 0.15, 0.5, 15),
            paint("black", 0.010, 0.010, 0.011, 0.12, 0, 17),
            paint("blue", 0.012, 0.05, 0.24, 0.10, 0.4, 9),
            paint("red", 0.40, 0.012, 0.014, 0.10, 0.15, 8),
            paint("green", 0.02, 0.10, 0.05, 0.10, 0.35, 4),
            paint("brown", 0.12, 0.065, 0.03, 0.11, 0.45, 3),
            paint("beige", 0.44, 0.38, 0.27, 0.16, 0.3, 3),
            paint("orange", 0.55, 0.16, 0.01, 0.11, 0.1, 2),
            paint("yellow", 0.62, 0.44, 0.03, 0.12, 0, 2));

    private static Paint paint(String name, double r, double g, double b, double gloss, double flake, int popularity) {
        return new Paint(name, Material.of(r, g, b, gloss), (float) flake, popularity);
    }

    /** A paint as often as it is seen on the road, its shade varied a little. */
    static Paint pick(Dice dice) {
        int ticket = dice.below(PALETTE.stream().mapToInt(Paint::popularity).sum());
        for (Paint paint : PALETTE) {
            ticket -= paint.popularity;
            if (ticket < 0) {
                return paint.varied(dice);
            }
        }
        throw new IllegalStateException("the palette is empty");
    }

    private Paint varied(Dice dice) {
        float shade = dice.spread(0.8, 1.25);
        Material varied = Material.of(
                Math.min(0.85, coat.r() * shade * dice.between(0.94, 1.06)),
                Math.min(0.85, coat.g() * shade * dice.between(0.94, 1.06)),
                Math.min(0.85, coat.b() * shade * dice.between(0.94, 1.06)),
                coat.gloss() * dice.between(0.8, 1.25));
        return new Paint(name, varied, flake, popularity);
    }
}
