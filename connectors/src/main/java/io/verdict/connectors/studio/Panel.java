package io.verdict.connectors.studio;

import java.util.Locale;

/** The part of a car body that fills the photograph. */
enum Panel {
    DOOR,
    FENDER,
    BUMPER,
    BONNET,
    QUARTER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Panel pick(Dice dice) {
        double ticket = dice.unit();
        return ticket < 0.36 ? DOOR : ticket < 0.56 ? FENDER : ticket < 0.7 ? BUMPER : ticket < 0.84 ? BONNET : QUARTER;
    }

    /** The bare metal of this panel as seen at a zoom, with {@code mm} pixels per millimetre. */
    Section section(int width, int height, float zoom, double mm, Dice dice) {
        Section.Builder builder = new Section.Builder(width, height);
        float near = 1 / zoom;
        switch (this) {
            case DOOR, FENDER, QUARTER -> {
                builder.barrel(-dice.between(0.1, 0.36) * near, dice.between(0.06, 0.3) * near);
                builder.swept(dice.between(-0.14, 0.14), dice.between(-0.05, 0.05), dice.between(-0.12, 0.12));
                builder.sideways(dice.between(0.05, 0.4) * near, dice.between(-0.08, 0.08));
                creases(builder, height, mm, dice.below(3), dice);
            }
            case BUMPER -> {
                builder.barrel(-dice.between(0.15, 0.35) * near, dice.between(0.05, 0.25) * near);
                builder.swept(dice.between(-0.12, 0.12), dice.between(-0.12, 0.12), dice.between(-0.1, 0.1));
                builder.sideways(dice.between(0.1, 0.4) * near, dice.between(-0.1, 0.1));
                creases(builder, height, mm, 1 + dice.below(2), dice);
            }
            case BONNET -> {
                builder.barrel(-dice.between(0.02, 0.12) * near, dice.between(0.02, 0.12) * near);
                builder.swept(
                        dice.sign() * dice.between(0.1, 0.42), dice.between(-0.08, 0.08), dice.between(-0.35, 0.35));
                builder.sideways(dice.between(0.02, 0.16) * near, dice.between(-0.08, 0.08));
                creases(builder, height, mm, dice.below(3), dice);
            }
        }
        return builder.orangePeel(dice.spread(0.00015, 0.0008), dice.below(Grain.SIDE))
                .build();
    }

    private static void creases(Section.Builder builder, int height, double mm, int count, Dice dice) {
        for (int i = 0; i < count; i++) {
            float at = dice.between(0.1, 0.9) * height;
            float soft = (float) (mm * dice.spread(1.5, 14));
            float reach = (float) (mm * dice.spread(18, 90));
            builder.crease(at, dice.sign() * dice.between(0.05, 0.17), soft, reach);
        }
    }
}
