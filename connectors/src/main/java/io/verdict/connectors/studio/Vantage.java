package io.verdict.connectors.studio;

/**
 * How a drone looks at the ground, and where the sun stands. The ground is seen to scale; what is higher is moved up
 * the photograph by its height and {@code lean} (a plan oblique projection).
 *
 * @param pixelsPerMetre scale on the ground
 * @param lean pixels upward for each pixel of height
 * @param light when it is
 * @param castX sideways part of the shadow of something one metre high, in metres
 * @param castY downward part of it
 */
record Vantage(float pixelsPerMetre, float lean, Daylight light, float castX, float castY) {

    static Vantage pick(int width, int height, Dice dice) {
        float scale = dice.spread(15, 30) * Math.max(width, height) / 800;
        Daylight light = Daylight.pick(dice);
        double reach = light.reach(dice);
        double angle = dice.between(0, 2 * Math.PI);
        return new Vantage(scale, dice.between(0.25, 0.75), light, (float) (reach * StrictMath.cos(angle)), (float)
                (reach * StrictMath.sin(angle)));
    }

    /** Pixels of a length on the ground. */
    float px(double metres) {
        return (float) (metres * pixelsPerMetre);
    }

    /** Pixels by which something so high is moved up. */
    float rise(double metres) {
        return (float) (metres * pixelsPerMetre * lean);
    }

    /**
     * Light on a surface over that on the open ground.
     *
     * @param nx sideways part of its normal, whose length is one
     * @param ny downward part
     * @param nz upward part
     * @param sun share of the sun that gets there
     */
    float lit(double nx, double ny, double nz, double sun) {
        double length = Math.sqrt(castX * castX + castY * castY + 1);
        double towards = Math.max(0, (nz - nx * castX - ny * castY) / length);
        // Walls see half of the sky and some light from the ground; a low sun is weak, but not so weak on the ground.
        double sky = 0.62 + 0.38 * nz;
        return (float) (light.ambient * sky + light.direct * sun * towards * length / Math.max(1, 0.6 * length));
    }

    /** Light on level ground in the open. */
    float open() {
        return lit(0, 0, 1, 1);
    }
}
