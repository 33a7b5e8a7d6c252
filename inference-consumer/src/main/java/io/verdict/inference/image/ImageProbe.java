package io.verdict.inference.image;

/**
 * Reads an image's header without decoding pixels, so that a bomb or a broken file costs nothing. Stateless and
 * thread-safe. Formats: ITU-T T.81 (JPEG), W3C PNG Third Edition, CIPA DC-008 (Exif).
 */
public final class ImageProbe {
    private static final long PNG_MAGIC = 0x89504E470D0A1A0AL;

    private ImageProbe() {}

    /**
     * The header of a complete JPEG or PNG.
     *
     * @throws ImageRefusedException if the bytes are empty, neither format, of an undecodable kind, or cut short
     */
    public static ImageHeader probe(byte[] bytes) throws ImageRefusedException {
        if (bytes.length == 0) {
            throw new ImageRefusedException(ImageFault.EMPTY, "The file has no bytes");
        }
        ByteView view = new ByteView(bytes);
        if (bytes.length >= 3 && view.u16(0) == 0xFFD8 && view.u8(2) == 0xFF) {
            return new JpegProbe(view).header();
        }
        if (bytes.length >= 8 && view.u64(0) == PNG_MAGIC) {
            return new PngProbe(view).header();
        }
        throw new ImageRefusedException(
                ImageFault.UNSUPPORTED_FORMAT, "The content is neither JPEG nor PNG; send one of these");
    }
}
