package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Builds people who stand or walk. One thread. */
final class PersonForge {
    private static final Material[] SKIN = {
        Material.of(0.45, 0.28, 0.2, 0.01), Material.of(0.28, 0.16, 0.1, 0.01), Material.of(0.1, 0.055, 0.035, 0.01)
    };
    private static final Material[] HAIR = {
        Material.of(0.02, 0.015, 0.012, 0.02), Material.of(0.1, 0.06, 0.03, 0.02), Material.of(0.4, 0.3, 0.14, 0.02)
    };

    private final Site site;
    private final Vantage vantage;
    private final Dice dice;

    PersonForge(Site site, Dice dice) {
        this.site = site;
        this.vantage = site.vantage();
        this.dice = dice;
    }

    /** A person at a place who looks along an angle. */
    Thing forge(double x, double y, double angle) {
        double tall = dice.chance(0.12) ? dice.between(1.1, 1.45) : dice.between(1.58, 1.92);
        double wide = tall * dice.between(0.145, 0.18);
        float sun = site.sun(x, y);
        Material shirt = cloth();
        Material legs = dice.chance(0.7) ? cloth().scaled(0.35) : cloth();
        Material skin = SKIN[dice.below(SKIN.length)];
        Material top = dice.chance(0.25) ? cloth() : HAIR[dice.below(HAIR.length)];
        double step = dice.between(-0.14, 0.14) * tall;
        Figure figure = new Figure(x, y, angle, sun);
        for (int side : new int[] {-1, 1}) {
            figure.part(side * step, side * wide * 0.35, 0.1 * tall, 0.075 * tall, 0, 0.3 * tall, legs);
            figure.part(side * step / 2, side * wide * 0.35, 0.09 * tall, 0.085 * tall, 0.28 * tall, 0.5 * tall, legs);
        }
        figure.part(0, 0, 0.085 * tall, wide * 0.85, 0.46 * tall, 0.66 * tall, shirt);
        for (int side : new int[] {-1, 1}) {
            figure.part(
                    -side * step * 0.8, side * wide * 1.02, 0.05 * tall, 0.04 * tall, 0.45 * tall, 0.76 * tall, skin);
        }
        figure.part(0, 0, 0.1 * tall, wide, 0.64 * tall, 0.83 * tall, shirt);
        figure.part(0.02, 0, 0.066 * tall, 0.06 * tall, 0.85 * tall, 0.95 * tall, skin);
        figure.part(0, 0, 0.07 * tall, 0.066 * tall, 0.92 * tall, tall, top);
        return figure.thing(tall, wide);
    }

    /** Clothes are as bright as paints, and as many-coloured. */
    private Material cloth() {
        Material paint = Paint.pick(dice).coat();
        Material dyed = dice.chance(0.45)
                ? Material.of(dice.between(0.05, 0.7), dice.between(0.03, 0.45), dice.between(0.03, 0.6), 0)
                : paint;
        return new Material(dyed.r(), dyed.g(), dyed.b(), 0);
    }

    private final class Figure {
        private final double x;
        private final double y;
        private final double angle;
        private final float sun;
        private final List<Feature> parts = new ArrayList<>();
        private Extent extent;

        Figure(double x, double y, double angle, float sun) {
            this.x = x;
            this.y = y;
            this.angle = angle;
            this.sun = sun;
        }

        void part(
                double forward,
                double aside,
                double halfLong,
                double halfWide,
                double low,
                double high,
                Material material) {
            double c = StrictMath.cos(angle);
            double s = StrictMath.sin(angle);
            Shape foot = Shape.box(
                    x + vantage.px(c * forward - s * aside),
                    y + vantage.px(s * forward + c * aside),
                    vantage.px(halfLong),
                    vantage.px(halfWide),
                    vantage.px(Math.min(halfLong, halfWide)),
                    angle);
            Slab slab = new Slab(
                    foot,
                    vantage.rise(low),
                    vantage.rise(high),
                    material,
                    vantage.lit(0, 1, 0, sun) * 0.9f,
                    material,
                    vantage.lit(0, 0, 1, sun));
            extent = extent == null ? slab.extent() : extent.and(slab.extent());
            parts.add(slab);
        }

        Thing thing(double tall, double wide) {
            Shape foot = Shape.box(x, y, vantage.px(0.12 * tall), vantage.px(wide), 0, angle);
            float dx = vantage.px(vantage.castX() * tall);
            float dy = vantage.px(vantage.castY() * tall);
            return new Thing(
                    AerialClass.PERSON, extent, (float) (y + vantage.px(wide)), parts, List.of(new Cast(foot, dx, dy)));
        }
    }
}
