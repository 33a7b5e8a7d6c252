package io.verdict.inference.tokens;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A text as a transformer takes it, without padding.
 *
 * @param ids of its tokens, special ones included; not to be changed
 * @param types of its tokens, as many; not to be changed
 * @param leftOut tokens that were left out, as the model takes no more
 */
public record TokenRow(long[] ids, long[] types, int leftOut) {

    /** SHA-256 of ids, then types, as 64-bit integers, little-endian, in lower-case hex. */
    public String sha256() {
        ByteBuffer buffer =
                ByteBuffer.allocate((ids.length + types.length) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(ids).put(types);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(buffer.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
