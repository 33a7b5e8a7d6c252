package io.verdict.connectors.studio;

import java.util.Locale;

/** Where a photograph is taken; decides the surroundings and the light. */
enum Setting {
    CLEAR(0.55f, 1.0f, 30),
    OVERCAST(0.95f, 0.15f, 25),
    STREET(0.6f, 0.7f, 25),
    GARAGE(0.55f, 0.45f, 12),
    DUSK(0.35f, 0.25f, 8);

    /** Light from everywhere, falling on the panel. */
    final float ambient;
    /** Light from the sun or the nearest lamp, falling straight on the panel. */
    final float direct;

    private final int frequency;

    Setting(float ambient, float direct, int frequency) {
        this.ambient = ambient;
        this.direct = direct;
        this.frequency = frequency;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Setting pick(Dice dice) {
        int ticket = dice.below(100);
        for (Setting setting : values()) {
            ticket -= setting.frequency;
            if (ticket < 0) {
                return setting;
            }
        }
        return STREET;
    }
}
