package io.verdict.connectors.studio;

import java.util.Locale;

/** When a drone flies; decides light, shadows and exposure. */
enum Daylight {
    NOON(0.42f, 1.0f, 0.3, 0.7, 0.30, 0.00, 1, 30),
    AFTERNOON(0.38f, 0.9f, 0.8, 1.5, 0.26, 0.05, 1, 27),
    OVERCAST(0.95f, 0.08f, 0.4, 0.9, 0.25, -0.04, 1.2, 23),
    EVENING(0.26f, 0.5f, 1.6, 2.4, 0.14, 0.14, 1.8, 12),
    DUSK(0.35f, 0.03f, 0.5, 1.0, 0.055, -0.1, 2.6, 8);

    /** Light from the whole sky. */
    final float ambient;
    /** Light of the sun on what faces it. */
    final float direct;
    /** Mean of the exposed photograph. */
    final double target;
    /** Share by which red is raised and blue lowered. */
    final double warm;
    /** Factor on noise. */
    final double gloom;

    private final double shortest;
    private final double longest;
    private final int frequency;

    Daylight(
            float ambient,
            float direct,
            double shortest,
            double longest,
            double target,
            double warm,
            double gloom,
            int frequency) {
        this.ambient = ambient;
        this.direct = direct;
        this.shortest = shortest;
        this.longest = longest;
        this.target = target;
        this.warm = warm;
        this.gloom = gloom;
        this.frequency = frequency;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Length of a shadow over the height of what casts it. */
    double reach(Dice dice) {
        return dice.spread(shortest, longest);
    }

    static Daylight pick(Dice dice) {
        int ticket = dice.below(100);
        for (Daylight light : values()) {
            ticket -= light.frequency;
            if (ticket < 0) {
                return light;
            }
        }
        return NOON;
    }
}
