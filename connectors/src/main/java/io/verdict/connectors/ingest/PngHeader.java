package io.verdict.connectors.ingest;

import io.verdict.events.ImageFormat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Walks the chunks of a PNG without inflating any (W3C PNG, third edition). Good for one reading. */
final class PngHeader {

    private static final int IHDR = 0x49484452;
    private static final int IEND = 0x49454E44;
    private static final int EXIF = 0x65584966;
    private static final int CHECKSUM = 4;
    private static final int SIZE_FIELDS = 8;
    private static final int IHDR_LENGTH = 13;
    // The specification sets no limit; EXIF itself cannot exceed 64 KiB in a JPEG.
    private static final int MOST_EXIF = 1024 * 1024;

    private final DataInputStream in;
    private int width;
    private int height;
    private byte[] exif = {};

    /** Begins after the signature. */
    PngHeader(DataInputStream in) {
        this.in = in;
    }

    ImageHeader read() throws IOException {
        try {
            header();
            chunks();
        } catch (EOFException cutShort) {
            return found();
        }
        return found();
    }

    private ImageHeader found() {
        return new ImageHeader(ImageFormat.PNG, width, height, exif);
    }

    private void header() throws IOException {
        int length = in.readInt();
        if (in.readInt() != IHDR || length != IHDR_LENGTH) {
            throw new EOFException("The first chunk is not IHDR: nothing after it can be trusted");
        }
        int columns = in.readInt();
        int rows = in.readInt();
        // Negative as an int is above 2^31-1, which the specification forbids.
        if (columns > 0 && rows > 0) {
            width = columns;
            height = rows;
        }
        in.skipNBytes(IHDR_LENGTH - SIZE_FIELDS + CHECKSUM);
    }

    private void chunks() throws IOException {
        while (true) {
            int length = in.readInt();
            int type = in.readInt();
            if (type == IEND || length < 0) {
                return;
            }
            if (type == EXIF && exif.length == 0 && length <= MOST_EXIF) {
                byte[] body = new byte[length];
                in.readFully(body);
                exif = body;
                in.skipNBytes(CHECKSUM);
            } else {
                in.skipNBytes((long) length + CHECKSUM);
            }
        }
    }
}
