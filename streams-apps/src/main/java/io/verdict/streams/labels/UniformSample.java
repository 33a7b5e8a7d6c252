package io.verdict.streams.labels;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which photos are drawn by chance for manual QA (LAB-3): those the first 53 bits of whose SHA-256, of
 * {@code labelling-sample/1}, a line feed and the photo's id in UTF-8, as a fraction of 2⁵³, are below the share. So
 * anybody can tell who was drawn, a greater share draws the same photos and more, and nothing about a photo but its id,
 * which the ingest edge gives at random, has to do with it. Pure.
 */
public final class UniformSample {

    private static final String SALT = "labelling-sample/1\n";
    private static final int SPARE_BITS = 11;

    private UniformSample() {}

    /**
     * Whether a photo is drawn.
     *
     * @param share share of photos, 0 (none) to 1 (all)
     */
    public static boolean draws(String imageId, double share) {
        long bits = ByteBuffer.wrap(sha256(SALT + imageId)).getLong() >>> SPARE_BITS;
        return bits * 0x1p-53 < share;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }
}
