package io.verdict.connectors.studio;

import java.util.ArrayList;
import java.util.List;

/** Lays what is flat: fields, roads with their markings, paths, car parks, and the shadows of clouds. One thread. */
final class Landscape {
    private static final Material TAR = Material.of(0.072, 0.073, 0.076, 0.01);
    private static final Material PAVING = Material.of(0.27, 0.26, 0.245, 0.01);
    private static final Material LINE = Material.grey(0.6, 0.02);
    private static final List<Material> CROPS = List.of(
            Material.of(0.045, 0.10, 0.02, 0),
            Material.of(0.11, 0.14, 0.03, 0),
            Material.of(0.32, 0.25, 0.09, 0),
            Material.of(0.14, 0.09, 0.055, 0),
            Material.of(0.36, 0.30, 0.03, 0));

    private final Site site;
    private final Vantage vantage;
    private final Dice dice;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Lane> bays = new ArrayList<>();

    Landscape(Site site, Dice dice) {
        this.site = site;
        this.vantage = site.vantage();
        this.dice = dice;
    }

    /** Where vehicles drive and people walk. */
    List<Lane> lanes() {
        return lanes;
    }

    /** Where vehicles are parked: each a bay, along which a vehicle stands. */
    List<Lane> bays() {
        return bays;
    }

    void lay(Ground ground) {
        boolean open = ground == Ground.GRASS || ground == Ground.MEADOW || ground == Ground.SOIL;
        if (open && dice.chance(0.55)) {
            fields();
        }
        if (dice.chance(0.35)) {
            track();
        }
        double heading = angle();
        int roads = dice.chance(0.72) ? dice.chance(0.25) ? 2 : 1 : 0;
        for (int i = 0; i < roads; i++) {
            road(heading + i * Math.PI / 2 + dice.between(-0.08, 0.08));
        }
        if (dice.chance(ground == Ground.ASPHALT ? 0.75 : 0.3)) {
            carPark(heading);
        }
        if (vantage.light() != Daylight.OVERCAST && dice.chance(0.2)) {
            double along = angle();
            float nx = (float) StrictMath.cos(along);
            float ny = (float) StrictMath.sin(along);
            float from = (float) (nx * x() + ny * y());
            site.lay(new Shadow(nx, ny, from, 10f * site.width(), vantage.px(6), 0));
        }
    }

    private double x() {
        return dice.unit() * site.width();
    }

    private double y() {
        return dice.unit() * site.height();
    }

    private double angle() {
        return dice.between(0, Math.PI);
    }

    private double far() {
        return site.width() + site.height();
    }

    private void fields() {
        double heading = angle();
        for (int i = 1 + dice.below(3); i > 0; i--) {
            Material crop = CROPS.get(dice.below(CROPS.size())).scaled(dice.between(0.8, 1.2));
            double half = site.width() * dice.between(0.25, 0.6);
            float furrow = dice.chance(0.75) ? vantage.px(dice.spread(0.35, 0.9)) : 0;
            Shape shape = Shape.box(x(), y(), half, half * dice.between(0.5, 1.2), 0, heading);
            site.lay(new Patch(shape, crop, 0.16f, vantage.px(0.5), furrow, 0));
        }
    }

    private void track() {
        Material earth = Material.of(0.27, 0.21, 0.14, 0).scaled(dice.between(0.7, 1.2));
        double heading = angle();
        double x = x();
        double y = y();
        Shape shape = Shape.box(x, y, far(), vantage.px(dice.between(0.7, 1.4)), 0, heading);
        site.lay(new Patch(shape, earth, 0.14f, vantage.px(0.5), 0, 0));
        lanes.add(new Lane(x, y, heading, far() / 2, true));
    }

    private void road(double heading) {
        double x = site.width() * dice.between(0.2, 0.8);
        double y = site.height() * dice.between(0.2, 0.8);
        double half = vantage.px(dice.between(2.9, 3.7));
        Material tar = TAR.scaled(dice.between(0.7, 1.7));
        double nx = -StrictMath.sin(heading);
        double ny = StrictMath.cos(heading);
        if (dice.chance(0.55)) {
            double walk = vantage.px(dice.between(1.3, 2.2));
            site.lay(Patch.plain(
                    Shape.box(x, y, far(), half + walk, 0, heading), PAVING.scaled(dice.between(0.7, 1.1)), 0.07));
            for (int side : new int[] {-1, 1}) {
                double off = side * (half + walk / 2);
                lanes.add(new Lane(x + nx * off, y + ny * off, heading, far() / 2, true));
            }
        }
        site.lay(new Patch(Shape.box(x, y, far(), half, 0, heading), tar, 0.09f, 2, 0, 0));
        float line = Math.max(0.6f, vantage.px(0.07));
        if (dice.chance(0.8)) {
            site.lay(new Patch(Shape.box(x, y, far(), line, 0, heading), LINE, 0.1f, 1, 0, vantage.px(3)));
        }
        if (dice.chance(0.5)) {
            for (int side : new int[] {-1, 1}) {
                double off = side * (half - vantage.px(0.3));
                site.lay(Patch.plain(Shape.box(x + nx * off, y + ny * off, far(), line, 0, heading), LINE, 0.1));
            }
        }
        for (int side : new int[] {-1, 1}) {
            double off = side * half / 2;
            lanes.add(new Lane(x + nx * off, y + ny * off, side > 0 ? heading : heading + Math.PI, far() / 2, false));
        }
    }

    private void carPark(double heading) {
        double x = site.width() * dice.between(0.25, 0.75);
        double y = site.height() * dice.between(0.25, 0.75);
        int count = 4 + dice.below(7);
        double wide = vantage.px(2.6);
        double deep = vantage.px(5.2);
        double aisle = vantage.px(3);
        Shape yard = Shape.box(x, y, count * wide / 2 + vantage.px(1), deep + aisle, 0, heading);
        site.lay(Patch.plain(yard, TAR.scaled(dice.between(0.9, 1.8)), 0.09));
        double c = StrictMath.cos(heading);
        double s = StrictMath.sin(heading);
        double line = Math.max(0.6, vantage.px(0.06));
        for (int side : new int[] {-1, 1}) {
            double v = side * (aisle + deep / 2);
            for (int i = 0; i <= count; i++) {
                double u = (i - count / 2.0) * wide;
                Shape mark = Shape.box(x + c * u - s * v, y + s * u + c * v, line, deep / 2, 0, heading);
                site.lay(Patch.plain(mark, LINE, 0.1));
                if (i < count) {
                    double middle = u + wide / 2;
                    bays.add(new Lane(
                            x + c * middle - s * v, y + s * middle + c * v, heading + Math.PI / 2, deep / 2, false));
                }
            }
        }
    }
}
