package io.verdict.inference.detector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the model put out for one image of a batch, before any interpretation.
 *
 * @param values {@code rows} × {@code columns} floats, row by row; not to be changed
 */
public record RawOutput(float[] values, int rows, int columns) {

    /** The values as IEEE 754 little-endian bytes, the form that is hashed. */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /** SHA-256 of {@link #bytes()} in lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
