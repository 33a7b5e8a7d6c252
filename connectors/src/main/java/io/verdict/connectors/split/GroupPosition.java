package io.verdict.connectors.split;

import io.verdict.connectors.store.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a group lies, by hash: the first 8 bytes of SHA-256 over the seed's length (4 bytes, big endian), the seed and
 * the group, both in UTF-8, as a fraction of 1. So a group has one place, and keeps it when others come.
 */
public final class GroupPosition {

    /** Hundredths of a percent in a whole. */
    public static final int WHOLE = 10_000;

    private GroupPosition() {}

    /** The place of a group in hundredths of a percent, 0 to 9999. */
    public static int of(String seed, String group) {
        byte[] seedBytes = seed.getBytes(StandardCharsets.UTF_8);
        byte[] groupBytes = group.getBytes(StandardCharsets.UTF_8);
        byte[] key = ByteBuffer.allocate(Integer.BYTES + seedBytes.length + groupBytes.length)
                .putInt(seedBytes.length)
                .put(seedBytes)
                .put(groupBytes)
                .array();
        long number = Long.parseUnsignedLong(Digests.of(key).sha256().substring(0, 2 * Long.BYTES), 16);
        // The upper 64 bits of the product of an unsigned fraction and the whole: exact, and the same everywhere.
        return (int) (Math.multiplyHigh(number, WHOLE) + (number < 0 ? WHOLE : 0));
    }
}
