package io.verdict.connectors.ingest;

import io.verdict.events.ImageFormat;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the head of an image file says.
 *
 * @param format format by the first bytes
 * @param width 0 where unknown
 * @param height 0 where unknown
 * @param exif the TIFF block of the EXIF data; empty where there is none
 */
record ImageHeader(ImageFormat format, int width, int height, byte[] exif) {

    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");

    /** Reads as much of the stream as the headers take. */
    static ImageHeader read(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(JPEG.length);
        if (Arrays.equals(magic, JPEG)) {
            // The third byte already belongs to the first marker.
            return new JpegHeader(new DataInputStream(in)).read();
        }
        byte[] rest = in.readNBytes(PNG.length - magic.length);
        boolean png = Arrays.equals(magic, 0, magic.length, PNG, 0, JPEG.length)
                && Arrays.equals(rest, 0, rest.length, PNG, JPEG.length, PNG.length);
        return png
                ? new PngHeader(new DataInputStream(in)).read()
                : new ImageHeader(ImageFormat.UNKNOWN, 0, 0, new byte[0]);
    }
}
