package io.verdict.inference.evaluation;

/**
 * Object sizes to count, in square pixels; truths outside are ignored, and so are unmatched detections outside. As in
 * pycocotools a size on a bound belongs to both ranges.
 *
 * @param from inclusive
 * @param to inclusive
 */
public record AreaRange(String name, double from, double to) {
    public static final AreaRange ALL = new AreaRange("all", 0, Double.POSITIVE_INFINITY);

    /** COCO's bounds, which suit its images of about 640 pixels. */
    public static final AreaRange SMALL = new AreaRange("small", 0, 32 * 32);

    public static final AreaRange MEDIUM = new AreaRange("medium", 32 * 32, 96 * 96);
    public static final AreaRange LARGE = new AreaRange("large", 96 * 96, Double.POSITIVE_INFINITY);

    boolean contains(double area) {
        return area >= from && area <= to;
    }

    /** The same range for images whose sides are {@code factor} times those that the bounds were made for. */
    public AreaRange scaled(double factor) {
        return new AreaRange(name, from * factor * factor, to * factor * factor);
    }
}
