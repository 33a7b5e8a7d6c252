package io.verdict.inference.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One image as a detector takes it. The array is handed over, not copied: neither side changes it afterwards.
 *
 * @param rgb model height × model width × 3 unsigned bytes, interleaved RGB
 * @param letterbox where the image lies inside that frame
 */
public record ModelInput(byte[] rgb, Letterbox letterbox) {

    public ModelInput {
        int expected = letterbox.modelWidth() * letterbox.modelHeight() * 3;
        if (rgb.length != expected) {
            throw new IllegalArgumentException("A %d×%d input needs %d bytes but has %d"
                    .formatted(letterbox.modelWidth(), letterbox.modelHeight(), expected, rgb.length));
        }
    }

    /** SHA-256 of the tensor in lower-case hex, as the decision record carries it. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
