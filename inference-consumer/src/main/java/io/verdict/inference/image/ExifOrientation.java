package io.verdict.inference.image;

/** Finds the orientation tag in a TIFF block (CIPA DC-008, TIFF 6.0). */
final class ExifOrientation {
    private static final int ORIENTATION = 0x0112;

    private final ByteView view;
    private final long start;
    private final boolean littleEndian;

    private ExifOrientation(ByteView view, long start, boolean littleEndian) {
        this.view = view;
        this.start = start;
        this.littleEndian = littleEndian;
    }

    /** The tag's value, or upright where the block is missing, odd or cut: metadata never makes a picture bad. */
    static Orientation read(ByteView view, long start, long end) {
        try {
            int order = view.u16(start);
            if (order != 0x4949 && order != 0x4D4D) {
                return Orientation.UPRIGHT;
            }
            return new ExifOrientation(view, start, order == 0x4949).find(end);
        } catch (ImageRefusedException cut) {
            return Orientation.UPRIGHT;
        }
    }

    private Orientation find(long end) throws ImageRefusedException {
        long directory = start + u32(start + 4);
        int entries = u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > end) {
                break;
            }
            if (u16(entry) == ORIENTATION) {
                return Orientation.ofTag(u16(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }

    private int u16(long at) throws ImageRefusedException {
        return littleEndian ? view.u8(at) | view.u8(at + 1) << 8 : view.u16(at);
    }

    private long u32(long at) throws ImageRefusedException {
        return littleEndian ? u16(at) | (long) u16(at + 2) << 16 : view.u32(at);
    }
}
