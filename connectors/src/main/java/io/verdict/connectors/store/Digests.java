package io.verdict.connectors.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of some bytes: both hashes and the size, taken in one pass.
 *
 * @param sha256 SHA-256, 64 lower-case hex digits
 * @param md5 MD5, 32 lower-case hex digits; finds duplicates, proves nothing
 * @param sizeBytes number of bytes
 */
public record Digests(String sha256, String md5, long sizeBytes) {

    private static final int BUFFER = 64 * 1024;

    /** The digests of an array. */
    public static Digests of(byte[] bytes) {
        Running running = new Running();
        running.update(bytes, 0, bytes.length);
        return running.finish();
    }

    /** The digests of everything left in a stream, which stays open. */
    public static Digests of(InputStream in) throws IOException {
        Running running = new Running();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            running.update(buffer, 0, read);
        }
        return running.finish();
    }

    /** Digests of bytes that pass by in pieces; not thread-safe. */
    static final class Running {
        private final MessageDigest sha256 = digest("SHA-256");
        private final MessageDigest md5 = digest("MD5");
        private long size;

        void update(byte[] bytes, int from, int count) {
            sha256.update(bytes, from, count);
            md5.update(bytes, from, count);
            size += count;
        }

        Digests finish() {
            HexFormat hex = HexFormat.of();
            return new Digests(hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()), size);
        }

        private static MessageDigest digest(String algorithm) {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has " + algorithm, e);
            }
        }
    }
}
