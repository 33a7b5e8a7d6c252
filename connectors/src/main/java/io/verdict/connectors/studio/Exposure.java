package io.verdict.connectors.studio;

import java.util.List;

/** Meters a scene as a phone does and sets the camera for it. */
final class Exposure {
    private static final int ROWS = 36;

    private Exposure() {}

    static Camera meter(Scene scene, Dice dice) {
        float bright = scene.paint().coat().luminance();
        double target = (0.085 + 0.44 * Math.sqrt(bright)) * dice.spread(0.72, 1.3);
        double warm = dice.between(-0.09, 0.09) + (scene.setting() == Setting.GARAGE ? 0.05 : 0);
        double gloom = scene.setting() == Setting.DUSK ? 2.2 : scene.setting() == Setting.GARAGE ? 1.5 : 1;
        return camera(scene.with(List.of()), target, warm, gloom, dice);
    }

    /**
     * A camera set for a view.
     *
     * @param target mean of the exposed view, 1 is full scale
     * @param warm share by which red is raised and blue lowered
     * @param gloom factor on noise
     */
    static Camera camera(View view, double target, double warm, double gloom, Dice dice) {
        return new Camera(
                (float) (target / mean(view)),
                (float) (1 + warm),
                (float) (1 - warm),
                dice.between(0.05, 0.4),
                dice.between(0.06, 0.26),
                (float) (dice.spread(0.0008, 0.003) * gloom),
                (float) (dice.spread(0.008, 0.022) * gloom),
                dice.below(1 << 12));
    }

    private static double mean(View view) {
        Row row = new Row(view.width());
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ROWS; i++) {
            view.draw(row.at((int) ((i + 0.5) * view.height() / ROWS), 0, view.width()));
            for (int x = 0; x < view.width(); x += 3) {
                // Highlights count as the sensor clips them.
                sum += Math.min(2.5, 0.2126 * row.r[x] + 0.7152 * row.g[x] + 0.0722 * row.b[x]);
                count++;
            }
        }
        return Math.max(1e-3, sum / count);
    }
}
