package io.verdict.connectors.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Puts together the headers of JPEG files, byte by byte; there are no pixels after them. */
final class JpegBytes {

    static final int BASELINE = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int LOSSLESS = 0xC3;
    static final int ARITHMETIC = 0xC9;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    JpegBytes() {
        hex("ffd8");
    }

    /** A whole file: start, frame, scan, end. */
    static byte[] of(int process, int bits, int width, int height, int components) {
        return new JpegBytes()
                .jfif()
                .frame(process, bits, width, height, components)
                .scan()
                .bytes();
    }

    JpegBytes hex(String digits) {
        out.writeBytes(HexFormat.of().parseHex(digits));
        return this;
    }

    JpegBytes segment(int marker, byte[] body) {
        out.writeBytes(ByteBuffer.allocate(4)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (body.length + 2))
                .array());
        out.writeBytes(body);
        return this;
    }

    JpegBytes jfif() {
        return segment(0xE0, HexFormat.of().parseHex("4a46494600010100000100010000"));
    }

    JpegBytes frame(int process, int bits, int width, int height, int components) {
        ByteBuffer body = ByteBuffer.allocate(6 + 3 * components)
                .put((byte) bits)
                .putShort((short) height)
                .putShort((short) width)
                .put((byte) components);
        for (int component = 1; component <= components; component++) {
            body.put((byte) component).put((byte) 0x11).put((byte) 0);
        }
        return segment(process, body.array());
    }

    JpegBytes scan() {
        return segment(0xDA, HexFormat.of().parseHex("010100003f00")).hex("00ffd9");
    }

    JpegBytes exif(byte[] tiff) {
        ByteBuffer body = ByteBuffer.allocate(6 + tiff.length).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        return segment(0xE1, body.put(tiff).array());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A TIFF block with make, model, orientation, and the time of the photo. */
    static byte[] tiff(String make, String model, int orientation, String taken, String offset) {
        byte[] makeText = text(make);
        byte[] modelText = text(model);
        byte[] takenText = text(taken);
        byte[] offsetText = text(offset);
        int details = 8 + 2 + 4 * 12 + 4;
        int data = details + 2 + 2 * 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(
                        data + makeText.length + modelText.length + takenText.length + offsetText.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("II".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 4);
        int at = data;
        entry(tiff, 0x010F, 2, makeText.length, at);
        at += makeText.length;
        entry(tiff, 0x0110, 2, modelText.length, at);
        at += modelText.length;
        entry(tiff, 0x0112, 3, 1, orientation);
        entry(tiff, 0x8769, 4, 1, details);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        entry(tiff, 0x9003, 2, takenText.length, at);
        at += takenText.length;
        entry(tiff, 0x9011, 2, offsetText.length, at);
        tiff.putInt(0);
        return tiff.put(makeText).put(modelText).put(takenText).put(offsetText).array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** Texts of up to four bytes would stand in the entry itself; padding keeps it to one case. */
    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(bytes, Math.max(bytes.length + 1, 5));
    }
}
