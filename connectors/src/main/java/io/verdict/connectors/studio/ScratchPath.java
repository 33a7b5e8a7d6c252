package io.verdict.connectors.studio;

import io.verdict.connectors.studio.Visibility.Area;

/**
 * The way a scratch takes: an arc with a waver, sometimes with a hook at the end.
 *
 * @param x0 start column
 * @param y0 start row
 * @param angle direction at the start
 * @param length length in pixels
 * @param turn how much the direction turns over the whole length
 * @param waver size of the waver in pixels
 * @param phase place in the waver
 * @param hook further turn over the last seventh
 * @param aside distance kept to the right of the way
 */
record ScratchPath(
        double x0,
        double y0,
        double angle,
        double length,
        double turn,
        double waver,
        double phase,
        double hook,
        double aside) {
    private static final int CHECKS = 24;
    private static final double HOOK_AT = 0.85;

    static ScratchPath random(Scene scene, double unit, Dice dice) {
        double length = unit * dice.spread(90, 700);
        boolean flat = dice.chance(0.16);
        double angle = flat ? dice.between(-0.12, 0.12) : dice.sign() * dice.between(0.25, 1.25);
        double turn = dice.chance(0.6) ? dice.between(-0.9, 0.9) : dice.between(-0.2, 0.2);
        double hook = dice.chance(0.12) ? dice.sign() * dice.between(0.8, 2) : 0;
        double waver = length * dice.between(0, 0.012);
        double cx = dice.between(0.05, 0.95) * scene.width();
        double cy = dice.between(0.05, 0.95) * scene.height();
        ScratchPath raw = new ScratchPath(0, 0, angle, length, turn, waver, dice.between(0, 6), hook, 0);
        double[] middle = raw.at(0.5);
        return new ScratchPath(cx - middle[0], cy - middle[1], angle, length, turn, waver, raw.phase, hook, 0);
    }

    /** The point at a share {@code t} of the length. */
    double[] at(double t) {
        double bow = turn * t;
        double reach = Math.min(t, HOOK_AT) * length;
        double chord = Math.abs(bow) < 1e-3 ? 1 : StrictMath.sin(bow / 2) / (bow / 2);
        double base = angle + (t > HOOK_AT ? turn * HOOK_AT : bow) / 2;
        double x = x0 + reach * chord * StrictMath.cos(base);
        double y = y0 + reach * chord * StrictMath.sin(base);
        double heading = angle + bow;
        if (t > HOOK_AT) {
            heading += hook * (t - HOOK_AT) / (1 - HOOK_AT);
            x += (t - HOOK_AT) * length * StrictMath.cos(heading);
            y += (t - HOOK_AT) * length * StrictMath.sin(heading);
        }
        double off = aside + waver * StrictMath.sin(phase + 7 * t) * StrictMath.sin(Math.PI * t);
        return new double[] {x - off * StrictMath.sin(heading), y + off * StrictMath.cos(heading)};
    }

    ScratchPath aside(double distance) {
        return new ScratchPath(x0, y0, angle, length, turn, waver, phase, hook, distance);
    }

    Area area(int pad) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i <= CHECKS * 2; i++) {
            double[] point = at(i / (CHECKS * 2.0));
            left = Math.min(left, point[0]);
            top = Math.min(top, point[1]);
            right = Math.max(right, point[0]);
            bottom = Math.max(bottom, point[1]);
        }
        return new Area((int) left - pad, (int) top - pad, (int) right + pad + 1, (int) bottom + pad + 1);
    }

    /** Share of the way that runs over bare paint inside the image. */
    double bareShare(Scene scene) {
        int bare = 0;
        for (int i = 0; i <= CHECKS; i++) {
            double[] point = at(i / (double) CHECKS);
            bare += scene.bare(point[0], point[1]) ? 1 : 0;
        }
        return bare / (CHECKS + 1.0);
    }
}
