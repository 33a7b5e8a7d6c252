package io.verdict.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {
    private static final int WIDTH = 128;
    private static final int HEIGHT = 96;

    private final ImageDecoder decoder = new ImageDecoder(WIDTH, HEIGHT);

    private DecodedImage decoded(byte[] bytes) {
        Decoding decoding = decoder.decode(bytes);
        assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
        return ((Decoding.Decoded) decoding).image();
    }

    private ImageFault refused(byte[] bytes) {
        Decoding decoding = decoder.decode(bytes);
        assertThat(decoding).isInstanceOf(Decoding.Refused.class);
        return ((Decoding.Refused) decoding).fault();
    }

    private static int[] pixel(ModelInput input, int x, int y) {
        int at = (y * WIDTH + x) * 3;
        return new int[] {input.rgb()[at] & 0xff, input.rgb()[at + 1] & 0xff, input.rgb()[at + 2] & 0xff};
    }

    /** Which colour of the flag is at a place of the upright content, given as shares of its sides. */
    private static char colour(DecodedImage image, double x, double y) {
        Letterbox box = image.input().letterbox();
        int[] rgb = pixel(
                image.input(),
                box.padX() + (int) (x * box.contentWidth()),
                box.padY() + (int) (y * box.contentHeight()));
        return rgb[0] > 150 ? 'r' : rgb[1] > 150 ? 'g' : 'b';
    }

    @Test
    void shouldGiveRgbOfTheWholeFrame() {
        DecodedImage image = decoded(Pictures.jpeg(1600, 1200));

        assertThat(image.input().rgb()).hasSize(WIDTH * HEIGHT * 3);
        assertThat(colour(image, 0.25, 0.6)).isEqualTo('r');
        assertThat(colour(image, 0.75, 0.6)).isEqualTo('b');
        assertThat(colour(image, 0.5, 0.1)).isEqualTo('g');
    }

    @Test
    void shouldPadWithGreyWhatTheImageDoesNotFill() {
        DecodedImage image = decoded(Pictures.jpeg(1600, 900));

        assertThat(image.input().letterbox()).isEqualTo(new Letterbox(1600, 900, WIDTH, HEIGHT, 128, 72, 0, 12));
        assertThat(pixel(image.input(), 5, 0)).containsExactly(114, 114, 114);
        assertThat(pixel(image.input(), 5, HEIGHT - 1)).containsExactly(114, 114, 114);
    }

    @Test
    void shouldTurnEveryExifOrientationUpright() {
        String[] corners = {"ggrb", "ggbr", "brgg", "rbgg", "grgb", "rgbg", "bgrg", "gbgr"};
        for (int tag = 1; tag <= 8; tag++) {
            DecodedImage image = decoded(Pictures.oriented(Pictures.jpeg(800, 600), tag, true));
            Letterbox box = image.input().letterbox();
            boolean turned = tag >= 5;

            assertThat(box.imageWidth()).isEqualTo(turned ? 600 : 800);
            assertThat(box.imageHeight()).isEqualTo(turned ? 800 : 600);
            assertThat("" + colour(image, 0.1, 0.1) + colour(image, 0.9, 0.1) + colour(image, 0.1, 0.9)
                            + colour(image, 0.9, 0.9))
                    .as("orientation %d: corners row by row", tag)
                    .isEqualTo(corners[tag - 1]);
        }
    }

    @Test
    void shouldDecodeWhatCamerasAndToolsWrite() {
        BufferedImage flag = Pictures.flag(800, 600, BufferedImage.TYPE_INT_RGB);

        assertThat(colour(decoded(Pictures.jpeg(flag, true)), 0.25, 0.6)).isEqualTo('r');
        assertThat(colour(decoded(Pictures.png(flag)), 0.75, 0.6)).isEqualTo('b');
        assertThat(colour(decoded(Pictures.png(Pictures.flag(800, 600, BufferedImage.TYPE_INT_ARGB))), 0.75, 0.6))
                .isEqualTo('b');
        assertThat(colour(decoded(Pictures.png(Pictures.flag(800, 600, BufferedImage.TYPE_BYTE_INDEXED))), 0.25, 0.6))
                .isEqualTo('r');
    }

    @Test
    void shouldMakeGreyImagesThreeEqualChannels() {
        byte[] jpeg = Pictures.jpeg(Pictures.flag(800, 600, BufferedImage.TYPE_BYTE_GRAY), false);
        byte[] deep = Pictures.png(Pictures.flag(800, 600, BufferedImage.TYPE_USHORT_GRAY));

        for (byte[] bytes : List.of(jpeg, deep)) {
            int[] rgb = pixel(decoded(bytes).input(), 30, 60);
            assertThat(rgb[0]).isEqualTo(rgb[1]).isEqualTo(rgb[2]).isBetween(40, 160);
        }
    }

    @Test
    void shouldDecodeCmykToColour() {
        int[] rgb = pixel(decoded(Pictures.cmykJpeg(800, 600)).input(), 60, 40);

        // Stored the other way round, as Adobe does: each colour is its ink times black, 200·30, 60·30, 120·30 over
        // 255.
        assertThat(rgb[0]).isBetween(20, 27);
        assertThat(rgb[1]).isBetween(4, 11);
        assertThat(rgb[2]).isBetween(11, 18);
    }

    @Test
    void shouldRefuseABombByItsHeader() {
        byte[] bomb = Pictures.png(Pictures.flag(64, 48, BufferedImage.TYPE_BYTE_GRAY));
        // Width and height in IHDR.
        System.arraycopy(new byte[] {0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20}, 0, bomb, 16, 8);

        assertThat(refused(bomb)).isEqualTo(ImageFault.TOO_MANY_PIXELS);
    }

    @Test
    void shouldHonourItsPixelLimit() {
        ImageDecoder strict = new ImageDecoder(WIDTH, HEIGHT, 64 * 48);

        assertThat(strict.decode(Pictures.jpeg(64, 48))).isInstanceOf(Decoding.Decoded.class);
        assertThat(strict.decode(Pictures.jpeg(65, 48)))
                .isEqualTo(new Decoding.Refused(ImageFault.TOO_MANY_PIXELS, "65×48 is 3120 pixels; the limit is 3072"));
    }

    @Test
    void shouldRefuseWhatIsNoPicture() {
        byte[] png = Pictures.png(Pictures.flag(200, 100, BufferedImage.TYPE_INT_RGB));
        byte[] scrambled = png.clone();
        java.util.Arrays.fill(scrambled, 45, scrambled.length - 20, (byte) 7);

        assertThat(refused(new byte[0])).isEqualTo(ImageFault.EMPTY);
        assertThat(refused(new byte[] {1, 2, 3})).isEqualTo(ImageFault.UNSUPPORTED_FORMAT);
        assertThat(refused(Pictures.cut(Pictures.jpeg(800, 600), 0.5))).isEqualTo(ImageFault.CORRUPT_IMAGE);
        assertThat(refused(scrambled)).isEqualTo(ImageFault.CORRUPT_IMAGE);
    }

    @Test
    void shouldGiveTheSameTensorOnManyThreads() throws Exception {
        byte[] bytes = Pictures.jpeg(1600, 1200);
        String expected = decoded(bytes).input().sha256();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = IntStream.range(0, 24)
                    .<Callable<String>>mapToObj(
                            i -> () -> decoded(bytes).input().sha256())
                    .toList();
            for (Future<String> hash : threads.invokeAll(work)) {
                assertThat(hash.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldMeasureFeaturesOfTheContentOnly() {
        BufferedImage white = new BufferedImage(800, 450, BufferedImage.TYPE_INT_RGB);
        white.createGraphics().fillRect(0, 0, 800, 450);

        ImageFeatures features = decoded(Pictures.png(white)).features();

        assertThat(features.brightness()).isEqualTo(1);
        assertThat(features.contrast()).isZero();
        assertThat(features.sharpness()).isZero();
        assertThat(features.histogram()[15]).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnEmptyFrame() {
        assertThatThrownBy(() -> new ImageDecoder(0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0×10");
    }
}
