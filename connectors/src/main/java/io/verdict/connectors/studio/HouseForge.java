package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Builds houses, sheds and halls with their roofs. One thread. */
final class HouseForge {
    private static final List<Material> TILES = List.of(
            Material.of(0.30, 0.085, 0.05, 0.01),
            Material.of(0.20, 0.07, 0.045, 0.01),
            Material.of(0.085, 0.07, 0.065, 0.01),
            Material.of(0.05, 0.055, 0.065, 0.02),
            Material.of(0.25, 0.20, 0.15, 0.01),
            Material.of(0.09, 0.13, 0.11, 0.02));
    private static final List<Material> FLAT = List.of(
            Material.grey(0.13, 0.01),
            Material.grey(0.3, 0.02),
            Material.of(0.5, 0.49, 0.46, 0.03),
            Material.of(0.24, 0.22, 0.18, 0.01),
            Material.of(0.10, 0.16, 0.22, 0.05));
    private static final List<Material> WALLS = List.of(
            Material.of(0.62, 0.59, 0.52, 0.01),
            Material.of(0.45, 0.36, 0.25, 0.01),
            Material.of(0.28, 0.12, 0.08, 0.01),
            Material.grey(0.36, 0.01),
            Material.of(0.5, 0.48, 0.5, 0.01));
    private static final Material PANEL = Material.of(0.01, 0.014, 0.035, 0.25);

    private final Vantage vantage;
    private final Dice dice;
    private final List<Feature> parts = new ArrayList<>();
    private final List<Feature> shadows = new ArrayList<>();
    private Extent extent;
    private float front;

    HouseForge(Site site, Dice dice) {
        this.vantage = site.vantage();
        this.dice = dice;
    }

    /** A house whose middle is at a place, its ridge along an angle. */
    Thing forge(double x, double y, double angle) {
        parts.clear();
        shadows.clear();
        extent = null;
        front = 0;
        double kind = dice.unit();
        if (kind < 0.22) {
            wing(x, y, angle, dice.between(1.4, 2.4), dice.between(1.1, 1.6), dice.between(2, 2.5), dice.chance(0.5));
        } else if (kind < 0.75) {
            cottage(x, y, angle);
        } else {
            hall(x, y, angle);
        }
        return new Thing(AerialClass.BUILDING, extent, front, parts, shadows);
    }

    private void cottage(double x, double y, double angle) {
        double half = dice.between(3.6, 6.5);
        double deep = dice.between(2.7, 4.4);
        double high = dice.chance(0.4) ? dice.between(4.6, 6) : dice.between(2.6, 3.4);
        boolean gabled = dice.chance(0.85);
        Shape main = wing(x, y, angle, half, deep, high, gabled);
        if (gabled && dice.chance(0.45)) {
            panels(main, high);
        }
        if (dice.chance(0.5)) {
            chimney(x, y, angle, half, high + (gabled ? 0.35 * deep : 0));
        }
    }

    private void hall(double x, double y, double angle) {
        double half = dice.between(5, 10);
        double deep = half * dice.between(0.45, 0.9);
        double high = dice.between(3.5, 6.5);
        wing(x, y, angle, half, deep, high, dice.chance(0.25));
        for (int i = dice.below(5); i > 0; i--) {
            double u = dice.between(-0.75, 0.75) * half;
            double v = dice.between(-0.7, 0.7) * deep;
            onTop(
                    x,
                    y,
                    angle,
                    new double[] {u, v, dice.between(0.4, 0.9), dice.between(0.35, 0.7)},
                    high,
                    dice.between(0.4, 0.9));
        }
    }

    private Shape wing(double x, double y, double angle, double half, double deep, double high, boolean gabled) {
        Shape foot = Shape.box(x, y, vantage.px(half), vantage.px(deep), 0, angle);
        double peak = gabled ? deep * dice.between(0.35, 0.75) : 0;
        Material roof = (gabled ? TILES : FLAT)
                .get(dice.below(gabled ? TILES.size() : FLAT.size()))
                .scaled(dice.between(0.75, 1.25));
        Material wall = WALLS.get(dice.below(WALLS.size())).scaled(dice.between(0.7, 1.15));
        boolean corrugated = dice.chance(0.4);
        Block.Finish finish = new Block.Finish(
                gabled || corrugated ? vantage.px(dice.spread(0.25, 0.6)) : 0,
                gabled ? 0 : vantage.px(0.3),
                dice.chance(0.8) ? vantage.px(dice.between(2, 3)) : 0,
                vantage.rise(2.7));
        Block block = new Block(
                foot,
                vantage.rise(high),
                vantage.rise(peak),
                wall,
                roof,
                finish,
                Block.Faces.of(vantage, foot, peak / deep, 1));
        parts.add(block);
        extent = extent == null ? block.extent() : extent.and(block.extent());
        front = Math.max(front, foot.cy() + foot.reachY());
        double shade = high + peak * 0.6;
        shadows.add(new Cast(foot, vantage.px(vantage.castX() * shade), vantage.px(vantage.castY() * shade)));
        return foot;
    }

    private void chimney(double x, double y, double angle, double half, double high) {
        double[] place = {half * dice.between(-0.7, 0.7), 0, 0.35, 0.35};
        onTop(x, y, angle, place, high, 0.9);
    }

    /** A box on the roof: along and across the ridge, and half its sides, in metres. */
    private void onTop(double x, double y, double angle, double[] place, double roof, double high) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        Shape foot = Shape.box(
                x + vantage.px(c * place[0] - s * place[1]),
                y + vantage.px(s * place[0] + c * place[1]) - vantage.rise(roof),
                vantage.px(place[2]),
                vantage.px(place[3]),
                0,
                angle);
        Material metal = Material.grey(dice.between(0.2, 0.55), 0.04);
        Block box = new Block(
                foot,
                vantage.rise(high),
                0,
                metal.scaled(0.8),
                metal,
                new Block.Finish(0, 0, 0, 1),
                Block.Faces.of(vantage, foot, 0, 1));
        parts.add(box);
        extent = extent.and(box.extent());
    }

    /** Solar panels on the slope that is seen: a darker field on the roof. */
    private void panels(Shape main, double high) {
        double along = dice.between(-0.3, 0.3) * main.halfWidth();
        Shape field = new Shape(
                (float) (main.cx() + main.cos() * along - main.sin() * main.halfHeight() * 0.5),
                (float) (main.cy()
                        + main.sin() * along
                        + main.cos() * main.halfHeight() * 0.5
                        - vantage.rise(high * 1.12)),
                main.halfWidth() * 0.45f,
                main.halfHeight() * 0.3f,
                0,
                main.cos(),
                main.sin());
        parts.add(new Patch(field, PANEL, 0.03f, 1, 0, 0));
    }
}
