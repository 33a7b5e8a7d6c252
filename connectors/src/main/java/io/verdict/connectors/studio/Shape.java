package io.verdict.connectors.studio;

/** A turned rectangle with rounded corners, in pixels; a circle where all three measures agree. */
record Shape(float cx, float cy, float halfWidth, float halfHeight, float radius, float cos, float sin) {
    static Shape box(double cx, double cy, double halfWidth, double halfHeight, double radius, double angle) {
        double round = Math.min(radius, Math.min(halfWidth, halfHeight));
        return new Shape(
                (float) cx,
                (float) cy,
                (float) halfWidth,
                (float) halfHeight,
                (float) round,
                (float) StrictMath.cos(angle),
                (float) StrictMath.sin(angle));
    }

    static Shape circle(double cx, double cy, double radius) {
        return box(cx, cy, radius, radius, radius, 0);
    }

    /** Distance to the outline, negative inside. */
    float distance(double x, double y) {
        double dx = x - cx;
        double dy = y - cy;
        double u = Math.abs(dx * cos + dy * sin) - halfWidth + radius;
        double v = Math.abs(dy * cos - dx * sin) - halfHeight + radius;
        double right = Math.max(u, 0);
        double below = Math.max(v, 0);
        double outside = Math.sqrt(right * right + below * below);
        return (float) (outside + Math.min(0, Math.max(u, v)) - radius);
    }

    /** Half the height of the upright box around the shape. */
    float reachY() {
        return Math.abs(sin) * halfWidth + Math.abs(cos) * halfHeight;
    }

    /** Half the width of the upright box around the shape. */
    float reachX() {
        return Math.abs(cos) * halfWidth + Math.abs(sin) * halfHeight;
    }
}
