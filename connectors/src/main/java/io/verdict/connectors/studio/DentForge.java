package io.verdict.connectors.studio;

import io.verdict.connectors.studio.Visibility.Area;
import io.verdict.connectors.studio.Visibility.Look;
import java.util.List;
import java.util.Optional;

/** Presses dents into a scene: round, long, folded or several in one, none that could not be seen. */
final class DentForge {
    /** Least share of a dent's box that changes strongly, else it is pressed deeper or not at all. */
    static final double LEAST_STRONG_SHARE = 0.13;

    /** Shortest side of a dent's box at a width of 1600 px. */
    private static final double LEAST_SIDE = 56;

    private static final int DEEPER = 4;
    private static final int GLANCE = 4;

    private final Scene scene;
    private final Visibility visibility;
    private final Dice dice;
    private final double unit;

    DentForge(Scene scene, Visibility visibility, Dice dice) {
        this.scene = scene;
        this.visibility = visibility;
        this.dice = dice;
        unit = Math.max(scene.width(), scene.height()) / 1600.0;
    }

    /** A visible dent beside the others, or nothing where the chosen place does not carry one. */
    Optional<Mark> forge(List<Feature> others) {
        double a = unit * dice.spread(58, 255);
        double cx = dice.between(0.06, 0.94) * scene.width();
        double cy = dice.between(0.06, 0.94) * scene.height();
        Dent dent = shape(cx, cy, a);
        if (!bareAround(cx, cy, a * 0.6)) {
            return Optional.empty();
        }
        double reach = 0;
        for (Dent.Lobe lobe : dent.lobes()) {
            reach = Math.max(reach, StrictMath.hypot(lobe.cx() - cx, lobe.cy() - cy) + lobe.reach());
        }
        Area area = new Area((int) (cx - reach), (int) (cy - reach), (int) (cx + reach) + 2, (int) (cy + reach) + 2);
        for (int attempt = 0; attempt <= DEEPER; attempt++) {
            // A coarse look tells whether the dent is deep enough; only the one that is gets measured.
            Look glance = visibility.at(dent, area, area, GLANCE, others);
            if (GLANCE * glance.strongShare() >= LEAST_STRONG_SHARE) {
                Look look = visibility.at(dent, area, area, 1, others);
                Damage box = look.box(DamageClass.DENT, scene.width(), scene.height());
                if (look.strongShare() >= LEAST_STRONG_SHARE
                        && Math.min(box.width(), box.height()) >= LEAST_SIDE * unit) {
                    return Optional.of(new Mark(dent, box));
                }
            }
            dent = dent.steeper(1.4f);
        }
        return Optional.empty();
    }

    private Dent shape(double cx, double cy, double a) {
        double angle = dice.between(0, Math.PI);
        // The larger a dent, the shallower: sheet metal gives way only so far.
        double slope = dice.spread(0.05, 0.13) * StrictMath.pow(100 * unit / a, 0.3);
        double edge = dice.between(1.5, 2.6);
        double rim = dice.chance(0.6) ? dice.between(0.6, 1.4) : 0;
        double kind = dice.unit();
        if (kind < 0.5) {
            double b = a * dice.between(0.62, 1);
            return dent(Dent.Lobe.of(cx, cy, a, b, angle, 0, slope, edge, rim));
        }
        if (kind < 0.75) {
            double b = Math.max(22 * unit, a * dice.between(0.22, 0.42));
            double bow = dice.between(-0.25, 0.25);
            return dent(Dent.Lobe.of(cx, cy, Math.max(a, b), b, angle, bow, slope * 1.15, edge * 0.8, rim));
        }
        double b = a * dice.between(0.5, 0.8);
        double off = a * dice.between(0.2, 0.45);
        double ox = off * StrictMath.cos(angle + 1);
        double oy = off * StrictMath.sin(angle + 1);
        return dent(
                Dent.Lobe.of(cx, cy, a, b, angle, 0, slope * 0.8, edge, rim),
                Dent.Lobe.of(
                        cx + ox,
                        cy + oy,
                        a * 0.5,
                        a * dice.between(0.2, 0.45),
                        angle + dice.between(-1, 1),
                        0,
                        slope * 0.9,
                        1.4,
                        0));
    }

    private static Dent dent(Dent.Lobe... lobes) {
        return new Dent(lobes);
    }

    private boolean bareAround(double cx, double cy, double radius) {
        boolean bare = scene.bare(cx, cy);
        for (int i = 0; bare && i < 8; i++) {
            bare = scene.bare(
                    cx + radius * StrictMath.cos(i * Math.PI / 4), cy + radius * StrictMath.sin(i * Math.PI / 4));
        }
        return bare;
    }
}
