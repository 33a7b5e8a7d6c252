package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Composes a scene: which panel is seen how close, where it stands, and what is on it. Single use, one thread. */
final class Composer {
    /** Pixels per millimetre of panel at zoom 1 and a width of 1600. */
    private static final double PIXELS_PER_MILLIMETRE = 2.3;

    private final int width;
    private final int height;
    private final Dice dice;
    private final List<Feature> features = new ArrayList<>();
    private final float zoom;
    private final double mm;
    private Section section;

    Composer(int width, int height, Dice dice) {
        this.width = width;
        this.height = height;
        this.dice = dice;
        zoom = dice.spread(0.6, 2.1);
        mm = PIXELS_PER_MILLIMETRE * zoom * Math.max(width, height) / 1600;
    }

    Scene compose() {
        Setting setting = Setting.pick(dice);
        Paint paint = Paint.pick(dice);
        Panel panel = Panel.pick(dice);
        Surroundings surroundings = Panorama.of(setting, dice);
        section = panel.section(width, height, zoom, mm, dice);
        new Fittings(width, height, mm, section, dice, features).fit(panel);
        weather(setting);
        return new Scene(
                width,
                height,
                zoom,
                panel.label(),
                setting,
                paint,
                section,
                surroundings,
                lighting(setting, panel),
                List.copyOf(features));
    }

    private void weather(Setting setting) {
        if (setting.direct > 0.4 && dice.chance(0.4)) {
            double angle = dice.between(0, 2 * Math.PI);
            float nx = (float) StrictMath.cos(angle);
            float ny = (float) StrictMath.sin(angle);
            float from = nx * width * dice.between(0.2, 0.8) + ny * height * dice.between(0.2, 0.8);
            float deep = dice.chance(0.3) ? dice.between(0.05, 0.3) * width : 10f * width;
            float soft = (float) (mm * dice.spread(2, 30));
            float leaves = dice.chance(0.35) ? (float) (mm * dice.between(1, 3)) : 0;
            features.add(new Shadow(nx, ny, from, deep, soft, leaves));
        }
        if (dice.chance(0.45)) {
            Material dust = Material.of(0.34, 0.29, 0.22, 0).scaled(dice.between(0.6, 1.2));
            boolean splashed = dice.chance(0.3);
            boolean run = dice.chance(0.25);
            features.add(new Grime(
                    dust,
                    dice.between(0.005, 0.08),
                    dice.chance(0.5) ? dice.between(0.05, 0.3) : 0,
                    splashed ? dice.between(0.2, 0.6) : 0,
                    run ? dice.between(0.05, 0.25) : 0,
                    (float) (mm * dice.spread(0.4, 1.2)),
                    dice.below(Grain.SIDE),
                    height));
        }
        if (dice.chance(0.12)) {
            float size = (float) (mm * dice.spread(1.5, 4));
            features.add(Drops.scattered(30 + dice.below(160), width, height, size, dice));
        }
    }

    private Lighting lighting(Setting setting, Panel panel) {
        double fov = dice.between(190, 260);
        float step = (float) (fov / Math.max(width, height));
        double centre = panel == Panel.BONNET
                ? Surroundings.HORIZON - dice.between(80, 170)
                : Surroundings.HORIZON + dice.between(-75, 35);
        return new Lighting(
                setting.ambient * dice.between(0.85, 1.15),
                setting.direct * dice.between(0.8, 1.2),
                dice.between(0.25, 0.8),
                dice.between(-0.7, 0.7),
                -dice.between(0.35, 0.95),
                Surroundings.WIDTH / 2f + dice.between(-70, 70) - step * width / 2,
                step,
                (float) centre - step * height / 2,
                step,
                dice.between(-0.8, 0.8));
    }
}
