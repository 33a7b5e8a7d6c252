package io.verdict.inference.image;

/**
 * Walks a JPEG's marker segments up to its first scan (ITU-T T.81, annex B). Like libjpeg, it passes over bytes between
 * segments that belong to none.
 */
record JpegProbe(ByteView view) {
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int SOF2 = 0xC2;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final long EXIF_MAGIC = 0x457869660000L;

    ImageHeader header() throws ImageRefusedException {
        Orientation orientation = Orientation.UPRIGHT;
        ImageHeader frame = null;
        long at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = view.u8(at + 1);
            if (standsAlone(marker)) {
                at += 2;
                continue;
            }
            long body = at + 4;
            int size = view.u16(at + 2);
            if (size < 2) {
                throw corrupt("The JPEG segment at byte %d is shorter than its own length field".formatted(at));
            }
            if (isFrame(marker)) {
                frame = frame(marker, body);
            } else if (marker == APP1 && size >= 8 && view.u64(body) >>> 16 == EXIF_MAGIC) {
                orientation = ExifOrientation.read(view, body + 6, at + 2 + size);
            } else if (marker == SOS) {
                return complete(frame, orientation, body);
            }
            at += 2 + size;
        }
    }

    /** Where the next marker's last {@code FF} is; several are fill bytes. */
    private long nextMarker(long from) throws ImageRefusedException {
        long at = from;
        while (view.u8(at) != 0xFF) {
            at++;
        }
        while (view.u8(at + 1) == 0xFF) {
            at++;
        }
        return at;
    }

    private static boolean standsAlone(int marker) {
        return marker <= TEMPORARY || marker >= FIRST_RESTART && marker <= SOI;
    }

    private static boolean isFrame(int marker) {
        // C4, C8 and CC are tables and reserved, not frames.
        return marker >= SOF0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private ImageHeader frame(int marker, long body) throws ImageRefusedException {
        int precision = view.u8(body);
        if (marker != SOF0 && marker != SOF1 && marker != SOF2) {
            throw unsupported("JPEG process SOF%d (lossless, hierarchical or arithmetic)".formatted(marker - SOF0));
        }
        if (precision != 8) {
            throw unsupported("%d-bit JPEG; 8-bit is".formatted(precision));
        }
        int height = view.u16(body + 1);
        int width = view.u16(body + 3);
        if (width == 0 || height == 0) {
            throw corrupt("The JPEG frame is %d×%d".formatted(width, height));
        }
        return new ImageHeader(ImageFormat.JPEG, width, height, precision, view.u8(body + 5), Orientation.UPRIGHT);
    }

    private ImageHeader complete(ImageHeader frame, Orientation orientation, long scan) throws ImageRefusedException {
        if (frame == null) {
            throw corrupt("The JPEG scan has no frame header before it");
        }
        // Entropy-coded data never holds FF D9, so its absence after the scan means a cut file: libjpeg would
        // paint the missing part grey and call it a picture.
        for (long at = view.length() - 2L; at >= scan; at--) {
            if (view.u8(at) == 0xFF && view.u8(at + 1) == EOI) {
                return new ImageHeader(
                        frame.format(),
                        frame.width(),
                        frame.height(),
                        frame.bitsPerSample(),
                        frame.channels(),
                        orientation);
            }
        }
        throw corrupt("The JPEG is cut short: no end-of-image marker in %d bytes".formatted(view.length()));
    }

    private static ImageRefusedException corrupt(String finding) {
        return new ImageRefusedException(ImageFault.CORRUPT_IMAGE, finding);
    }

    private static ImageRefusedException unsupported(String what) {
        return new ImageRefusedException(
                ImageFault.UNSUPPORTED_ENCODING, what + " not decoded; send baseline or progressive 8-bit JPEG");
    }
}
