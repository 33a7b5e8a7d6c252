package io.verdict.connectors.studio;

import java.util.List;

/** Composes an aerial scene: the land, what is built on it, who drives, who walks, what grows. Single use, one thread. */
final class AerialComposer {
    private static final List<Material> LEAVES = List.of(
            Material.of(0.035, 0.075, 0.018, 0),
            Material.of(0.06, 0.10, 0.025, 0),
            Material.of(0.02, 0.05, 0.022, 0),
            Material.of(0.16, 0.10, 0.03, 0));

    private static final Material WATER = Material.of(0.012, 0.028, 0.03, 0.22);

    /** Width of the edge of a pond in pixels. */
    private static final float SHORE = 9;

    private final Dice dice;
    private final Site site;
    private final Vantage vantage;
    private final Ground ground;
    private final Landscape land;
    private final double crowd;

    /**
     * A composer.
     *
     * @param flight decides what all scenes of a flight have in common
     * @param dice decides the rest
     */
    AerialComposer(AerialConfig config, Dice flight, Dice dice) {
        this.dice = dice;
        this.vantage = Vantage.pick(config.width(), config.height(), flight);
        this.ground = Ground.pick(flight);
        this.site = new Site(config.width(), config.height(), vantage);
        this.land = new Landscape(site, dice);
        double ticket = dice.unit();
        this.crowd = ticket < config.emptyShare() ? 0 : ticket > 1 - config.crowdedShare() ? 2.6 : 1;
    }

    AerialScene compose() {
        land.lay(ground);
        flood();
        if (crowd > 0) {
            build();
            drive();
            park();
            walk();
        }
        plant();
        return site.scene(ground);
    }

    private int count(double mean) {
        return (int) (mean * crowd * dice.between(0, 2) + dice.unit());
    }

    private double heading() {
        return land.lanes().isEmpty()
                ? dice.between(0, Math.PI)
                : land.lanes().get(0).angle() + (dice.chance(0.5) ? 0 : Math.PI / 2);
    }

    private double x() {
        return dice.between(-0.03, 1.03) * site.width();
    }

    private double y() {
        return dice.between(-0.03, 1.03) * site.height();
    }

    /** A pond keeps what stands on the ground away. */
    private void flood() {
        double radius = dice.spread(4, 11);
        double x = x();
        double y = y();
        if (dice.chance(0.85) || !isOffRoad(x, y, radius + 4)) {
            return;
        }
        double half = vantage.px(radius);
        Shape shape = Shape.box(x, y, half, half * dice.between(0.5, 1), half, dice.between(0, Math.PI));
        Extent extent = Extent.of(shape).grown(SHORE);
        site.put(
                new Thing(null, extent, extent.top(), List.of(new Patch(shape, WATER, 0.1f, SHORE, 0, 0)), List.of()),
                0);
    }

    private void build() {
        HouseForge forge = new HouseForge(site, dice);
        for (int i = count(2.2); i > 0; i--) {
            for (int attempt = 0; attempt < 16; attempt++) {
                double x = x();
                double y = y();
                double angle = dice.chance(0.8) ? heading() : dice.between(0, Math.PI);
                if (isOffRoad(x, y, 8) && site.put(forge.forge(x, y, angle), 0.04)) {
                    break;
                }
            }
        }
    }

    /** Whether the middle of something lies so many metres off all roads, and off the bays of a car park. */
    private boolean isOffRoad(double x, double y, double metres) {
        boolean offRoads = land.lanes().stream()
                .filter(lane -> !lane.walk())
                .allMatch(lane -> Math.abs(StrictMath.cos(lane.angle()) * (y - lane.y())
                                - StrictMath.sin(lane.angle()) * (x - lane.x()))
                        > vantage.px(metres));
        return offRoads
                && land.bays().stream().allMatch(bay -> Math.hypot(bay.x() - x, bay.y() - y) > vantage.px(metres));
    }

    private void drive() {
        List<Lane> roads = land.lanes().stream().filter(lane -> !lane.walk()).toList();
        VehicleForge forge = new VehicleForge(site, dice);
        for (int i = count(2.4); i > 0; i--) {
            for (int attempt = 0; attempt < 8; attempt++) {
                boolean onRoad = !roads.isEmpty() && dice.chance(0.85);
                double x = x();
                double y = y();
                double angle = dice.between(0, 2 * Math.PI);
                if (onRoad) {
                    Lane lane = roads.get(dice.below(roads.size()));
                    double along = dice.between(-0.6, 0.6) * site.width();
                    x = lane.xAt(along);
                    y = lane.yAt(along);
                    angle = lane.angle() + dice.between(-0.04, 0.04);
                }
                if (site.put(forge.forge(x, y, angle, !onRoad), 0.05)) {
                    break;
                }
            }
        }
    }

    private void park() {
        VehicleForge forge = new VehicleForge(site, dice);
        double full = Math.min(0.9, 0.45 * crowd * dice.between(0.3, 1.5));
        for (Lane bay : land.bays()) {
            if (dice.chance(full)) {
                double angle = bay.angle() + (dice.chance(0.5) ? Math.PI : 0) + dice.between(-0.05, 0.05);
                // Turned neighbours share a part of their boxes without touching.
                site.put(forge.forge(bay.x(), bay.y(), angle, true), 0.45);
            }
        }
    }

    private void walk() {
        List<Lane> walks = land.lanes().stream().filter(Lane::walk).toList();
        PersonForge forge = new PersonForge(site, dice);
        double meetX = x();
        double meetY = y();
        boolean meeting = dice.chance(0.3);
        for (int i = count(4); i > 0; i--) {
            for (int attempt = 0; attempt < 8; attempt++) {
                double x = x();
                double y = y();
                double angle = dice.between(0, 2 * Math.PI);
                if (!walks.isEmpty() && dice.chance(0.5)) {
                    Lane lane = walks.get(dice.below(walks.size()));
                    double along = dice.between(-0.6, 0.6) * site.width();
                    x = lane.xAt(along) + vantage.px(dice.between(-0.4, 0.4));
                    y = lane.yAt(along) + vantage.px(dice.between(-0.4, 0.4));
                    angle = lane.angle() + (dice.chance(0.5) ? Math.PI : 0);
                } else if (meeting && dice.chance(0.7)) {
                    x = meetX + vantage.px(2 * dice.bell());
                    y = meetY + vantage.px(2 * dice.bell());
                }
                if (site.put(forge.forge(x, y, angle), 0.12)) {
                    break;
                }
            }
        }
    }

    private void plant() {
        double green = ground == Ground.ASPHALT || ground == Ground.SAND ? 1.5 : 4.5;
        Material leaves = LEAVES.get(dice.below(LEAVES.size()));
        for (int i = (int) (green * dice.between(0, 2.4)); i > 0; i--) {
            double radius = dice.chance(0.4) ? dice.between(0.4, 0.9) : dice.between(1.2, 3);
            double tall = radius * dice.between(1.4, 2);
            double x = x();
            double y = y();
            if (isOffRoad(x, y, 3.5 + radius * 0.6)) {
                site.put(tree(x, y, radius, tall, leaves.scaled(dice.between(0.7, 1.3))), 0.02);
            }
        }
    }

    private Thing tree(double x, double y, double radius, double tall, Material leaves) {
        double length = Math.sqrt(vantage.castX() * vantage.castX() + vantage.castY() * vantage.castY() + 1);
        float weight = vantage.light().direct;
        Shape crown = Shape.circle(x, y - vantage.rise(tall), vantage.px(radius));
        Canopy canopy = new Canopy(
                crown,
                leaves,
                vantage.lit(0, 0, 1, 1),
                (float) (-vantage.castX() / length) * weight,
                (float) (-vantage.castY() / length) * weight,
                vantage.px(vantage.castX() * tall),
                vantage.px(vantage.castY() * tall) + vantage.rise(tall));
        return new Thing(
                null, Extent.of(crown).grown(vantage.px(radius) * 0.1f), (float) y, List.of(canopy), List.of(canopy));
    }
}
