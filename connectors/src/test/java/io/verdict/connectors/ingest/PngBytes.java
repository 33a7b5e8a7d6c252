package io.verdict.connectors.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Puts together PNG files chunk by chunk. */
final class PngBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngBytes() {
        out.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a"));
    }

    /** Header and end, no pixels. */
    static byte[] of(int width, int height) {
        return new PngBytes().header(width, height).chunk("IEND", new byte[0]).bytes();
    }

    PngBytes header(int width, int height) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(HexFormat.of().parseHex("0802000000"))
                        .array());
    }

    PngBytes chunk(String type, byte[] body) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(body);
        out.writeBytes(ByteBuffer.allocate(12 + body.length)
                .putInt(body.length)
                .put(name)
                .put(body)
                .putInt((int) sum.getValue())
                .array());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
