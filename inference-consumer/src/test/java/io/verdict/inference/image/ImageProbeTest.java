package io.verdict.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ImageProbeTest {

    private static ImageFault faultOf(byte[] bytes) {
        return catchThrowableOfType(ImageRefusedException.class, () -> ImageProbe.probe(bytes))
                .fault();
    }

    @Test
    void shouldReadBaselineAndProgressiveJpegHeaders() throws ImageRefusedException {
        BufferedImage flag = Pictures.flag(64, 48, BufferedImage.TYPE_INT_RGB);
        ImageHeader expected = new ImageHeader(ImageFormat.JPEG, 64, 48, 8, 3, Orientation.UPRIGHT);

        assertThat(ImageProbe.probe(Pictures.jpeg(flag, false))).isEqualTo(expected);
        assertThat(ImageProbe.probe(Pictures.jpeg(flag, true))).isEqualTo(expected);
    }

    @Test
    void shouldPassOverWhatLibjpegPassesOver() throws Exception {
        byte[] jpeg = Pictures.jpeg(64, 48);
        ByteArrayOutputStream padded = new ByteArrayOutputStream();
        padded.write(jpeg, 0, 2);
        // A restart marker that belongs to nothing, bytes that belong to no segment, and fill bytes.
        padded.write(new byte[] {-1, (byte) 0xD0, 0, 7, 7, -1, -1});
        padded.write(jpeg, 2, jpeg.length - 2);

        assertThat(ImageProbe.probe(padded.toByteArray())).isEqualTo(ImageProbe.probe(jpeg));
        assertThat(new ImageDecoder(64, 48).decode(padded.toByteArray())).isInstanceOf(Decoding.Decoded.class);
    }

    @Test
    void shouldReadPngHeadersOfEveryKind() throws ImageRefusedException {
        assertThat(ImageProbe.probe(Pictures.png(new BufferedImage(5, 7, BufferedImage.TYPE_USHORT_GRAY))))
                .isEqualTo(new ImageHeader(ImageFormat.PNG, 5, 7, 16, 1, Orientation.UPRIGHT));
        assertThat(ImageProbe.probe(Pictures.png(new BufferedImage(5, 7, BufferedImage.TYPE_BYTE_INDEXED)))
                        .channels())
                .isEqualTo(1);
        assertThat(ImageProbe.probe(Pictures.png(new BufferedImage(5, 7, BufferedImage.TYPE_INT_ARGB)))
                        .channels())
                .isEqualTo(4);
        assertThat(ImageProbe.probe(Pictures.png(new BufferedImage(5, 7, BufferedImage.TYPE_INT_RGB)))
                        .channels())
                .isEqualTo(3);
    }

    @Test
    void shouldReadExifOrientationInBothByteOrders() throws ImageRefusedException {
        for (int tag = 1; tag <= 8; tag++) {
            byte[] plain = Pictures.jpeg(64, 48);

            assertThat(ImageProbe.probe(Pictures.oriented(plain, tag, true)).orientation())
                    .isEqualTo(Orientation.ofTag(tag));
            assertThat(ImageProbe.probe(Pictures.oriented(plain, tag, false)).orientation())
                    .isEqualTo(Orientation.ofTag(tag));
        }
    }

    @Test
    void shouldSwapSidesOfQuarterTurns() throws ImageRefusedException {
        ImageHeader turned = ImageProbe.probe(Pictures.oriented(Pictures.jpeg(64, 48), 6, true));

        assertThat(turned.uprightWidth()).isEqualTo(48);
        assertThat(turned.uprightHeight()).isEqualTo(64);
        assertThat(turned.pixels()).isEqualTo(64 * 48);
    }

    @Test
    void shouldTakeNonsenseOrientationAsUpright() throws ImageRefusedException {
        assertThat(ImageProbe.probe(Pictures.oriented(Pictures.jpeg(64, 48), 77, true))
                        .orientation())
                .isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void shouldNameWhatIsWrong() {
        byte[] jpeg = Pictures.jpeg(64, 48);
        byte[] png = Pictures.png(Pictures.flag(64, 48, BufferedImage.TYPE_INT_RGB));

        assertThat(faultOf(new byte[0])).isEqualTo(ImageFault.EMPTY);
        assertThat(faultOf("not a picture".getBytes(StandardCharsets.UTF_8))).isEqualTo(ImageFault.UNSUPPORTED_FORMAT);
        assertThat(faultOf(Pictures.cut(jpeg, 0.8))).isEqualTo(ImageFault.CORRUPT_IMAGE);
        assertThat(faultOf(Pictures.cut(jpeg, 0.1))).isEqualTo(ImageFault.CORRUPT_IMAGE);
        assertThat(faultOf(Pictures.cut(png, 0.8))).isEqualTo(ImageFault.CORRUPT_IMAGE);
        assertThat(faultOf(Pictures.withFrameByte(jpeg, 0, 0xC3))).isEqualTo(ImageFault.UNSUPPORTED_ENCODING);
        assertThat(faultOf(Pictures.withFrameByte(jpeg, 0, 0xC9))).isEqualTo(ImageFault.UNSUPPORTED_ENCODING);
        assertThat(faultOf(Pictures.withFrameByte(jpeg, 3, 12))).isEqualTo(ImageFault.UNSUPPORTED_ENCODING);
    }

    @Property(tries = 300)
    void shouldSurviveAnyChangeOfOneByte(@ForAll @IntRange(max = 100_000) int at, @ForAll byte value) {
        byte[] jpeg = Pictures.jpeg(32, 32);
        jpeg[at % jpeg.length] = value;

        assertThat(outcome(jpeg)).isTrue();
    }

    @Property(tries = 300)
    void shouldSurviveAnyBytesAfterAMagicNumber(@ForAll @Size(max = 200) byte[] noise, @ForAll boolean png) {
        byte[] magic = png ? new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10} : new byte[] {-1, -40, -1};
        byte[] bytes = java.util.Arrays.copyOf(magic, magic.length + noise.length);
        System.arraycopy(noise, 0, bytes, magic.length, noise.length);

        assertThat(outcome(bytes)).isTrue();
    }

    /** Whether a probe ended in a header or a reason; any other exception fails the test. */
    private static boolean outcome(byte[] bytes) {
        try {
            return ImageProbe.probe(bytes).pixels() > 0;
        } catch (ImageRefusedException refused) {
            return refused.fault() != null && !refused.getMessage().isBlank();
        }
    }
}
