package io.verdict.inference.image;

/** Walks a PNG's chunks from IHDR to IEND without inflating any. */
record PngProbe(ByteView view) {
    private static final long IHDR = 0x49484452L;
    private static final long IDAT = 0x49444154L;
    private static final long IEND = 0x49454E44L;
    private static final long EXIF = 0x65584966L;
    private static final int CHUNK_OVERHEAD = 12;

    ImageHeader header() throws ImageRefusedException {
        if (view.u32(12) != IHDR) {
            throw corrupt("The first PNG chunk is not IHDR");
        }
        long width = view.u32(16);
        long height = view.u32(20);
        if (width == 0 || height == 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw corrupt("The PNG header says %d×%d".formatted(width, height));
        }
        int depth = view.u8(24);
        int channels = channels(view.u8(25));
        Orientation orientation = Orientation.UPRIGHT;
        boolean pixels = false;
        long at = 8;
        while (true) {
            long size = view.u32(at);
            long type = view.u32(at + 4);
            if (type == IEND) {
                break;
            }
            if (at + CHUNK_OVERHEAD + size > view.length()) {
                throw corrupt("The PNG is cut short in the chunk at byte %d".formatted(at));
            }
            pixels |= type == IDAT;
            if (type == EXIF) {
                orientation = ExifOrientation.read(view, at + 8, at + 8 + size);
            }
            at += CHUNK_OVERHEAD + size;
        }
        if (!pixels) {
            throw corrupt("The PNG has no pixel data");
        }
        return new ImageHeader(ImageFormat.PNG, (int) width, (int) height, depth, channels, orientation);
    }

    private static int channels(int colourType) throws ImageRefusedException {
        return switch (colourType) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw corrupt("PNG colour type %d does not exist".formatted(colourType));
        };
    }

    private static ImageRefusedException corrupt(String finding) {
        return new ImageRefusedException(ImageFault.CORRUPT_IMAGE, finding);
    }
}
