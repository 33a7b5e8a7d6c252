package io.verdict.connectors.ingest;

import io.verdict.events.ImageFormat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Walks the marker segments of a JPEG up to its first scan (ITU-T T.81, annex B); a file that ends before keeps what was
 * found until then. Good for one reading.
 */
final class JpegHeader {

    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int RESERVED = 0xC8;
    private static final int ARITHMETIC_CONDITIONS = 0xCC;
    private static final int FIRST_RESTART = 0xD0;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int TEMPORARY = 0x01;
    private static final int FILL = 0xFF;
    private static final int LENGTH_FIELD = 2;
    private static final int FRAME_FIELDS = 5;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    private final DataInputStream in;
    private int width;
    private int height;
    private boolean framed;
    private byte[] exif = {};

    /** Begins after the {@code FF} of the first marker. */
    JpegHeader(DataInputStream in) {
        this.in = in;
    }

    ImageHeader read() throws IOException {
        try {
            int marker = afterFill();
            while (marker != START_OF_SCAN && marker != END_OF_IMAGE) {
                if (!standsAlone(marker)) {
                    segment(marker);
                }
                marker = next();
            }
        } catch (EOFException cutShort) {
            return found();
        }
        return found();
    }

    private ImageHeader found() {
        return new ImageHeader(ImageFormat.JPEG, width, height, exif);
    }

    private void segment(int marker) throws IOException {
        int length = in.readUnsignedShort() - LENGTH_FIELD;
        if (length < 0) {
            throw new EOFException("A segment shorter than its own length field: nothing after it can be trusted");
        }
        if (isFrame(marker) && !framed && length >= FRAME_FIELDS) {
            in.readUnsignedByte();
            // Both are set together, so that a file cut in between has neither.
            int lines = in.readUnsignedShort();
            width = in.readUnsignedShort();
            height = lines;
            framed = true;
            in.skipNBytes(length - FRAME_FIELDS);
        } else if (marker == APP1 && exif.length == 0 && length > EXIF.length) {
            application(length);
        } else {
            in.skipNBytes(length);
        }
    }

    private void application(int length) throws IOException {
        byte[] body = new byte[length];
        in.readFully(body);
        if (Arrays.equals(body, 0, EXIF.length, EXIF, 0, EXIF.length)) {
            exif = Arrays.copyOfRange(body, EXIF.length, length);
        }
    }

    /** The next marker; like libjpeg, bytes that do not belong to any segment are passed over. */
    private int next() throws IOException {
        int at = in.readUnsignedByte();
        while (at != FILL) {
            at = in.readUnsignedByte();
        }
        return afterFill();
    }

    private int afterFill() throws IOException {
        int marker = in.readUnsignedByte();
        while (marker == FILL) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLES
                && marker != RESERVED
                && marker != ARITHMETIC_CONDITIONS;
    }

    private static boolean standsAlone(int marker) {
        return marker <= TEMPORARY || (marker >= FIRST_RESTART && marker <= START_OF_IMAGE);
    }
}
