package io.verdict.launcher.photos;

import java.nio.charset.StandardCharsets;

/**
 * Makes the same picture another file: a comment segment (ITU-T T.81, B.2.4.5) right after the start of image, so that
 * the hashes differ and the pixels do not.
 */
public final class JpegComment {

    private static final int SOI_LENGTH = 2;
    private static final int LENGTH_BYTES = 2;
    private static final int LONGEST_TEXT = 0xFFFF - LENGTH_BYTES;

    private JpegComment() {}

    /**
     * A copy of the JPEG with the comment in it.
     *
     * @throws IllegalArgumentException for more than 65,533 bytes of text, which no segment holds
     */
    public static byte[] add(byte[] jpeg, String comment) {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        if (text.length > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "A JPEG comment holds " + LONGEST_TEXT + " bytes, not " + text.length + ". Shorten it.");
        }
        int length = text.length + LENGTH_BYTES;
        byte[] copy = new byte[jpeg.length + length + 2];
        System.arraycopy(jpeg, 0, copy, 0, SOI_LENGTH);
        copy[2] = (byte) 0xFF;
        copy[3] = (byte) 0xFE;
        copy[4] = (byte) (length >> 8);
        copy[5] = (byte) length;
        System.arraycopy(text, 0, copy, 6, text.length);
        System.arraycopy(jpeg, SOI_LENGTH, copy, 6 + text.length, jpeg.length - SOI_LENGTH);
        return copy;
    }
}
