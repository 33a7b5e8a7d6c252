package io.verdict.connectors.studio;

/**
 * A straight line that traffic follows.
 *
 * @param x a point on it
 * @param y the same point's row
 * @param angle where it leads, in radians clockwise from the right
 * @param half how far it goes on to both sides of that point, in pixels
 * @param walk whether it is for people
 */
record Lane(double x, double y, double angle, double half, boolean walk) {
    double xAt(double along) {
        return x + along * StrictMath.cos(angle);
    }

    double yAt(double along) {
        return y + along * StrictMath.sin(angle);
    }
}
