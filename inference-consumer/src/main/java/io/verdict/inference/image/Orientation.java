package io.verdict.inference.image;

/**
 * How stored pixels must be turned to be upright; the eight values of the EXIF tag {@code Orientation} (0x0112) in its
 * order, so {@code values()[tag - 1]}.
 */
public enum Orientation {
    UPRIGHT,
    MIRRORED,
    ROTATED_180,
    FLIPPED,
    TRANSPOSED,
    ROTATED_90,
    TRANSVERSED,
    ROTATED_270;

    /** The orientation of an EXIF tag value; values outside 1–8 mean upright, as viewers treat them. */
    public static Orientation ofTag(int tag) {
        return tag >= 1 && tag <= 8 ? values()[tag - 1] : UPRIGHT;
    }

    /** Whether width and height change places when the pixels are turned upright. */
    public boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }
}
