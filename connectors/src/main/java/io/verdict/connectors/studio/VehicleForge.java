package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Builds vehicles: cars, pick-ups, vans, lorries, buses. One thread. */
final class VehicleForge {
    private static final Material GLASS = Material.of(0.015, 0.018, 0.022, 0.3);
    private static final Material RUBBER = Material.grey(0.02, 0.01);
    private static final Material LAMP = Material.of(0.75, 0.75, 0.7, 0.2);
    private static final Material BRAKE = Material.of(0.35, 0.015, 0.015, 0.1);
    private static final Material TARPAULIN = Material.of(0.62, 0.62, 0.6, 0.03);

    private final Site site;
    private final Vantage vantage;
    private final Dice dice;

    VehicleForge(Site site, Dice dice) {
        this.site = site;
        this.vantage = site.vantage();
        this.dice = dice;
    }

    /** A vehicle at a place, turned to where it leads. */
    Thing forge(double x, double y, double angle, boolean onlyCars) {
        int ticket = onlyCars ? dice.below(76) : dice.below(100);
        Body body = new Body(x, y, angle);
        Material paint = Paint.pick(dice).coat();
        if (ticket < 66) {
            body.car(paint);
        } else if (ticket < 76) {
            body.pickup(paint);
        } else if (ticket < 88) {
            body.van(dice.chance(0.6) ? Paint.pick(dice).coat() : TARPAULIN);
        } else if (ticket < 97) {
            body.lorry(paint);
        } else {
            body.bus(paint);
        }
        return body.thing();
    }

    /** A vehicle while it is being put together; lengths in metres, the first axis forward. */
    private final class Body {
        private final double x;
        private final double y;
        private final double angle;
        private final float sun;
        private final List<Feature> parts = new ArrayList<>();
        private Extent extent;
        private double length;
        private double breadth;
        private double tall;

        Body(double x, double y, double angle) {
            this.x = x;
            this.y = y;
            this.angle = angle;
            this.sun = site.sun(x, y);
        }

        void car(Material paint) {
            boolean tallish = dice.chance(0.35);
            frame(dice.between(3.7, 4.9), dice.between(1.72, 1.95), tallish ? 1.65 : 1.42);
            hull(paint, 0.85);
            double back = dice.between(-0.3, -0.05);
            double cabin = length * (tallish ? 0.31 : dice.between(0.24, 0.29));
            slab(back, 0, cabin, breadth * 0.43, 0.25, 0.85, tall - 0.08, GLASS, GLASS);
            slab(back - 0.1, 0, cabin * 0.68, breadth * 0.4, 0.2, tall - 0.08, tall, paint, paint);
            lamps(0.7);
        }

        void pickup(Material paint) {
            frame(dice.between(5, 5.5), dice.between(1.85, 2), 1.75);
            hull(paint, 0.95);
            slab(0.35, 0, 0.85, breadth * 0.44, 0.2, 0.95, tall - 0.06, GLASS, GLASS);
            slab(0.3, 0, 0.62, breadth * 0.41, 0.15, tall - 0.06, tall, paint, paint);
            Material bed = dice.chance(0.5) ? RUBBER : Material.grey(0.15, 0.02);
            slab(-length * 0.3, 0, length * 0.16, breadth * 0.4, 0.05, 0.94, 0.96, bed, bed);
            lamps(0.8);
        }

        void van(Material paint) {
            frame(dice.between(4.9, 6.2), dice.between(1.95, 2.1), dice.between(2, 2.5));
            hull(paint, 1);
            slab(-0.45, 0, length / 2 - 0.5, breadth * 0.47, 0.2, 1, tall - 0.1, paint, paint);
            slab(length / 2 - 1, 0, 0.3, breadth * 0.42, 0.15, 1, 1.55, GLASS, GLASS);
            slab(-0.6, 0, length / 2 - 0.75, breadth * 0.43, 0.2, tall - 0.1, tall, paint, paint);
            lamps(0.8);
        }

        void lorry(Material paint) {
            frame(dice.between(7, 10), 2.5, dice.between(3, 3.6));
            Material box = dice.chance(0.6)
                    ? TARPAULIN.scaled(dice.between(0.6, 1.2))
                    : Paint.pick(dice).coat();
            slab(0, 0, length / 2, breadth * 0.42, 0.1, 0.4, 1, RUBBER, RUBBER);
            slab(length / 2 - 1, 0, 1, breadth / 2, 0.25, 0.5, 2.6, paint, paint);
            slab(length / 2 - 0.25, 0, 0.14, breadth * 0.44, 0.1, 1.7, 2.3, GLASS, GLASS);
            slab(-1.1, 0, length / 2 - 1.1, breadth / 2, 0.05, 1, tall, box, box);
            lamps(0.9);
        }

        void bus(Material paint) {
            frame(dice.between(10, 12), 2.55, 3);
            slab(0, 0, length / 2, breadth / 2, 0.35, 0.35, 1.2, paint, paint);
            slab(0, 0, length / 2 - 0.06, breadth * 0.485, 0.3, 1.2, 2.4, GLASS, GLASS);
            Material roof = dice.chance(0.5) ? paint : TARPAULIN;
            slab(0, 0, length / 2, breadth / 2, 0.35, 2.4, tall, roof, roof);
            for (int i = -1; i <= 1; i++) {
                slab(i * length * 0.3, 0, 0.6, 0.5, 0.1, tall, tall + 0.1, RUBBER, Material.grey(0.3, 0.05));
            }
        }

        private void frame(double newLength, double newBreadth, double newTall) {
            length = newLength;
            breadth = newBreadth;
            tall = newTall;
        }

        private void hull(Material paint, double high) {
            for (int axle : new int[] {-1, 1}) {
                slab(axle * length * 0.3, 0, 0.32, breadth / 2, 0.05, 0, 0.45, RUBBER, RUBBER);
            }
            slab(0, 0, length / 2, breadth / 2, 0.42, 0.3, high, paint, paint);
        }

        private void lamps(double high) {
            for (int side : new int[] {-1, 1}) {
                slab(length / 2 - 0.16, side * breadth * 0.36, 0.1, 0.16, 0.02, high, high + 0.16, LAMP, LAMP);
                slab(-length / 2 + 0.12, side * breadth * 0.38, 0.07, 0.16, 0.02, high, high + 0.16, BRAKE, BRAKE);
            }
        }

        private void slab(
                double forward,
                double aside,
                double halfLong,
                double halfWide,
                double round,
                double low,
                double high,
                Material side,
                Material top) {
            double c = StrictMath.cos(angle);
            double s = StrictMath.sin(angle);
            Shape foot = Shape.box(
                    x + vantage.px(c * forward - s * aside),
                    y + vantage.px(s * forward + c * aside),
                    vantage.px(halfLong),
                    vantage.px(halfWide),
                    vantage.px(round),
                    angle);
            Slab slab = new Slab(
                    foot,
                    vantage.rise(low),
                    vantage.rise(high),
                    side,
                    vantage.lit(0, 1, 0, sun) * 0.85f,
                    top,
                    vantage.lit(0, 0, 1, sun));
            extent = extent == null ? slab.extent() : extent.and(slab.extent());
            parts.add(slab);
        }

        Thing thing() {
            Shape foot = Shape.box(x, y, vantage.px(length / 2), vantage.px(breadth / 2), 0, angle);
            float dx = vantage.px(vantage.castX() * tall * 0.85);
            float dy = vantage.px(vantage.castY() * tall * 0.85);
            return new Thing(
                    AerialClass.VEHICLE, extent, foot.cy() + foot.reachY(), parts, List.of(new Cast(foot, dx, dy)));
        }
    }
}
