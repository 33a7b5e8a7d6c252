package io.verdict.connectors.datasets;

import java.util.Comparator;

/**
 * A box of a dataset version, in pixels of the upright photo.
 *
 * @param crowd whether it covers several objects, so that an evaluation ignores what is found in it
 */
public record PhotoBox(String className, double left, double top, double width, double height, boolean crowd)
        implements Comparable<PhotoBox> {

    private static final Comparator<PhotoBox> ORDER = Comparator.comparing(PhotoBox::className)
            .thenComparingDouble(PhotoBox::left)
            .thenComparingDouble(PhotoBox::top)
            .thenComparingDouble(PhotoBox::width)
            .thenComparingDouble(PhotoBox::height)
            .thenComparing(PhotoBox::crowd);

    /** Refuses what is no box. */
    public PhotoBox {
        if (!(width > 0) || !(height > 0) || !Double.isFinite(left + top + width + height)) {
            throw new IllegalArgumentException(
                    "box of %s × %s at (%s, %s) is none; give finite numbers and a positive size"
                            .formatted(width, height, left, top));
        }
    }

    @Override
    public int compareTo(PhotoBox other) {
        return ORDER.compare(this, other);
    }
}
