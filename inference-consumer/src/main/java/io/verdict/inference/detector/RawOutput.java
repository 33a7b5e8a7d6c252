package io.verdict.inference.detector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * What the model put out for one image of a batch, before any interpretation.
 *
 * @param values {@code rows} × {@code columns} floats, row by row; not to be changed
 */
public record RawOutput(float[] values, int rows, int columns) {

    /** Floats that are looked at together: few enough to stay in a core's nearest cache. */
    private static final int CHUNK = 2_048;

    /**
     * What one pass over the values finds.
     *
     * @param sha256 of the values as IEEE 754 little-endian bytes, in lower-case hex
     * @param notFinite where the first value is that is infinite or no number; empty where there is none
     */
    public record Inspection(String sha256, OptionalInt notFinite) {}

    /** Hashes the values and looks whether they are numbers. */
    public Inspection inspect() {
        MessageDigest digest = sha();
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK, values.length) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        int notFinite = -1;
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            floats.clear().put(values, from, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
            if (notFinite < 0) {
                notFinite = firstNotFinite(from, from + count);
            }
        }
        return new Inspection(
                HexFormat.of().formatHex(digest.digest()),
                notFinite < 0 ? OptionalInt.empty() : OptionalInt.of(notFinite));
    }

    /** SHA-256 of the values as IEEE 754 little-endian bytes, in lower-case hex. */
    public String sha256() {
        return inspect().sha256();
    }

    private int firstNotFinite(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
