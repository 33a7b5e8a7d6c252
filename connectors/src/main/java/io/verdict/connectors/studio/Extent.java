package io.verdict.connectors.studio;

/** An upright rectangle in pixels, edges included; also outside the image. */
record Extent(float left, float top, float right, float bottom) {

    /** Around a shape, its rounded corners heeded. */
    static Extent of(Shape shape) {
        float w = shape.halfWidth() - shape.radius();
        float h = shape.halfHeight() - shape.radius();
        float x = Math.abs(shape.cos()) * w + Math.abs(shape.sin()) * h + shape.radius();
        float y = Math.abs(shape.sin()) * w + Math.abs(shape.cos()) * h + shape.radius();
        return new Extent(shape.cx() - x, shape.cy() - y, shape.cx() + x, shape.cy() + y);
    }

    Extent and(Extent other) {
        return new Extent(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    Extent up(float by) {
        return new Extent(left, top - by, right, bottom - by);
    }

    Extent grown(float by) {
        return new Extent(left - by, top - by, right + by, bottom + by);
    }

    Extent clippedTo(int width, int height) {
        return new Extent(Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom));
    }

    float width() {
        return right - left;
    }

    float height() {
        return bottom - top;
    }

    /** Zero where it is inside out. */
    float area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** Shared area as a share of the smaller one. */
    float overlap(Extent other) {
        Extent shared = new Extent(
                Math.max(left, other.left),
                Math.max(top, other.top),
                Math.min(right, other.right),
                Math.min(bottom, other.bottom));
        return shared.area() == 0 ? 0 : shared.area() / Math.min(area(), other.area());
    }

    AerialObject as(AerialClass type) {
        return new AerialObject(type, left, top, width(), height());
    }
}
