package io.verdict.inference.route;

import io.verdict.events.Arm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Assigns photos to the arms of a rollout; a pure function, so anyone can recompute it from the log.
 *
 * <p>A photo's bucket is the first eight bytes of SHA-256 over the UTF-8 bytes of {@code rolloutId + "\n" + imageId},
 * read as an unsigned big-endian number, modulo 10000. Buckets below the canary's share (in hundredths of a percent) go
 * to the canary, the others to the champion; so a photo that a canary sees at 10 % it also sees at 50 %. A shadow draws
 * from a bucket of its own, over {@code rolloutId + "\n" + imageId + "\nshadow\n" + version}, independent of the first.
 */
public final class Routing {
    /** A share of all photos, in hundredths of a percent. */
    public static final int ALL = 10_000;

    private Routing() {}

    /** The arm that decides on the photo: champion or canary. */
    public static Arm arm(String rolloutId, String imageId, int canaryBasisPoints) {
        return bucket(rolloutId + "\n" + imageId) < canaryBasisPoints ? Arm.CANARY : Arm.CHAMPION;
    }

    /** Whether the shadow version sees the photo as well. */
    public static boolean shadows(String rolloutId, String imageId, String version, int shareBasisPoints) {
        return bucket(rolloutId + "\n" + imageId + "\nshadow\n" + version) < shareBasisPoints;
    }

    static int bucket(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), ALL);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }
}
