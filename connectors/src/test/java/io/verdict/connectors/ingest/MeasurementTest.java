package io.verdict.connectors.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.store.Content;
import io.verdict.events.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {

    private static Measured measure(byte[] bytes) throws IOException {
        return Measurement.of(Content.of(bytes));
    }

    private static void assertMeasures(byte[] bytes, ImageFormat format, int width, int height) throws IOException {
        Measured measured = measure(bytes);
        assertThat(measured.format()).isEqualTo(format);
        assertThat(measured.width()).isEqualTo(width);
        assertThat(measured.height()).isEqualTo(height);
        assertThat(measured.digests().sizeBytes()).isEqualTo(bytes.length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "baseline, 0xC0, 8, 3",
        "extended 12-bit, 0xC1, 12, 3",
        "progressive, 0xC2, 8, 3",
        "lossless, 0xC3, 8, 3",
        "arithmetic, 0xC9, 8, 3",
        "grey, 0xC0, 8, 1",
        "CMYK, 0xC0, 8, 4"
    })
    void shouldMeasureEveryKindOfJpeg(String kind, int process, int bits, int components) throws Exception {
        assertMeasures(JpegBytes.of(process, bits, 1600, 1200, components), ImageFormat.JPEG, 1600, 1200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMeasureAJpegOfAnotherEncoder(boolean progressive) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(image);
            writer.write(null, new IIOImage(new BufferedImage(640, 481, BufferedImage.TYPE_INT_RGB), null, null), how);
        } finally {
            writer.dispose();
        }

        assertMeasures(out.toByteArray(), ImageFormat.JPEG, 640, 481);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void shouldMeasureEveryKindOfPng(int type) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(801, 602, type), "png", out);

        assertMeasures(out.toByteArray(), ImageFormat.PNG, 801, 602);
    }

    @Test
    void shouldPassOverSegmentsBeforeTheFrame() throws Exception {
        byte[] bytes = new JpegBytes()
                .jfif()
                .segment(0xE2, new byte[65_533])
                .segment(0xE2, new byte[65_533])
                .segment(0xED, "8BIM".getBytes(UTF_8))
                .segment(0xFE, new byte[] {(byte) 0xFF, (byte) 0xC0, 0, 11, 8, 0, 1, 0, 1})
                .segment(0xC4, new byte[20])
                .frame(JpegBytes.BASELINE, 8, 4000, 3000, 3)
                .scan()
                .bytes();

        assertMeasures(bytes, ImageFormat.JPEG, 4000, 3000);
    }

    @Test
    void shouldPassOverFillBytesAndMarkersWithoutALength() throws Exception {
        byte[] bytes = new JpegBytes()
                .hex("ffffffff01ffd0")
                .hex("ffffff")
                .frame(JpegBytes.BASELINE, 8, 900, 700, 3)
                .scan()
                .bytes();

        assertMeasures(bytes, ImageFormat.JPEG, 900, 700);
    }

    @Test
    void shouldPassOverBytesBetweenSegments() throws Exception {
        byte[] bytes = new JpegBytes()
                .jfif()
                .hex("000000")
                .frame(JpegBytes.BASELINE, 8, 900, 700, 3)
                .scan()
                .bytes();

        assertMeasures(bytes, ImageFormat.JPEG, 900, 700);
    }

    @Test
    void shouldKeepTheFirstFrame() throws Exception {
        byte[] bytes = new JpegBytes()
                .frame(JpegBytes.BASELINE, 8, 900, 700, 3)
                .frame(JpegBytes.BASELINE, 8, 90, 70, 3)
                .scan()
                .bytes();

        assertMeasures(bytes, ImageFormat.JPEG, 900, 700);
    }

    @Test
    void shouldKnowTheFormatOfAJpegThatIsCutShort() throws Exception {
        byte[] whole = JpegBytes.of(JpegBytes.BASELINE, 8, 1600, 1200, 3);

        assertMeasures(Arrays.copyOf(whole, 3), ImageFormat.JPEG, 0, 0);
        // Marker, length, bits and height are there, the width is not.
        assertMeasures(Arrays.copyOf(whole, 2 + 18 + 7), ImageFormat.JPEG, 0, 0);
        assertMeasures(Arrays.copyOf(whole, 2 + 18 + 9), ImageFormat.JPEG, 1600, 1200);
    }

    @Test
    void shouldSayZeroWhereAJpegHasNoFrame() throws Exception {
        assertMeasures(new JpegBytes().jfif().scan().bytes(), ImageFormat.JPEG, 0, 0);
        assertMeasures(new JpegBytes().hex("ffd9").bytes(), ImageFormat.JPEG, 0, 0);
        assertMeasures(new JpegBytes().hex("ffe00001").bytes(), ImageFormat.JPEG, 0, 0);
    }

    @Test
    void shouldSayZeroWhereTheFrameDoes() throws Exception {
        assertMeasures(JpegBytes.of(JpegBytes.BASELINE, 8, 0, 0, 3), ImageFormat.JPEG, 0, 0);
        // The height may come after the scan (DNL).
        assertMeasures(JpegBytes.of(JpegBytes.BASELINE, 8, 1600, 0, 3), ImageFormat.JPEG, 1600, 0);
    }

    @Test
    void shouldMeasureAPngBombWithoutInflatingIt() throws Exception {
        assertMeasures(PngBytes.of(20_000, 20_000), ImageFormat.PNG, 20_000, 20_000);
        assertMeasures(PngBytes.of(Integer.MAX_VALUE, 1), ImageFormat.PNG, Integer.MAX_VALUE, 1);
    }

    @Test
    void shouldSayZeroWhereAPngCannotBeRead() throws Exception {
        byte[] whole = PngBytes.of(801, 602);

        assertMeasures(PngBytes.of(0, 602), ImageFormat.PNG, 0, 0);
        assertMeasures(PngBytes.of(-1, 602), ImageFormat.PNG, 0, 0);
        assertMeasures(Arrays.copyOf(whole, 8), ImageFormat.PNG, 0, 0);
        assertMeasures(Arrays.copyOf(whole, 8 + 8 + 6), ImageFormat.PNG, 0, 0);
        assertMeasures(new PngBytes().chunk("IDAT", new byte[13]).bytes(), ImageFormat.PNG, 0, 0);
    }

    @Test
    void shouldNotTrustTheLengthsOfChunks() throws Exception {
        byte[] bytes = new PngBytes().header(801, 602).bytes();
        byte[] endless = Arrays.copyOf(bytes, bytes.length + 8);
        System.arraycopy(HexFormat.of().parseHex("7fffffff65584966"), 0, endless, bytes.length, 8);

        assertMeasures(endless, ImageFormat.PNG, 801, 602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f", "ffd8", "ffd9ff", "89504e47", "89504e470d0a1a0b00", "474946383961", "424d"})
    void shouldNotKnowOtherFormats(String hex) throws Exception {
        assertMeasures(HexFormat.of().parseHex(hex.length() == 1 ? "0f" : hex), ImageFormat.UNKNOWN, 0, 0);
    }

    @Test
    void shouldNotTakeTextForAPhoto(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("text.jpg"), "I am a photo");
        Measured measured = Measurement.of(Content.of(file));

        assertThat(measured.format()).isEqualTo(ImageFormat.UNKNOWN);
        assertThat(measured.extension()).isEqualTo("bin");
    }

    @Test
    void shouldReadExif() throws Exception {
        byte[] tiff = JpegBytes.tiff("Canon", "EOS 5D", 6, "2025:05:15 10:20:30", "+05:30");
        Measured measured = measure(new JpegBytes()
                .exif(tiff)
                .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                .scan()
                .bytes());

        assertThat(measured.orientation()).isEqualTo(6);
        assertThat(measured.takenAt()).contains(Instant.parse("2025-05-15T04:50:30Z"));
        assertThat(measured.camera()).contains("Canon EOS 5D");
        // The grid as it is stored: turning it is the reader's work.
        assertThat(measured.width()).isEqualTo(1600);
        assertThat(measured.height()).isEqualTo(1200);
    }

    @Test
    void shouldReadExifAfterTheFrame() throws Exception {
        byte[] tiff = JpegBytes.tiff("Canon", "EOS 5D", 3, "2025:05:15 10:20:30", "+00:00");
        Measured measured = measure(new JpegBytes()
                .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                .exif(tiff)
                .scan()
                .bytes());

        assertThat(measured.orientation()).isEqualTo(3);
    }

    @Test
    void shouldReadExifOfAPng() throws Exception {
        byte[] tiff = JpegBytes.tiff("Google", "Pixel 9", 8, "2025:05:15 10:20:30", "");
        Measured measured = measure(new PngBytes()
                .header(801, 602)
                .chunk("IDAT", new byte[100])
                .chunk("eXIf", tiff)
                .chunk("IEND", new byte[0])
                .bytes());

        assertThat(measured.orientation()).isEqualTo(8);
        assertThat(measured.takenAt()).contains(Instant.parse("2025-05-15T10:20:30Z"));
        assertThat(measured.camera()).contains("Google Pixel 9");
    }

    @ParameterizedTest(name = "{0} + {1}")
    @CsvSource({
        "Canon, Canon EOS 5D, Canon EOS 5D",
        "NIKON CORPORATION, NIKON D850, NIKON CORPORATION NIKON D850",
        "'', iPhone 17, iPhone 17",
        "Apple, '', Apple"
    })
    void shouldNameTheCameraOnce(String make, String model, String camera) throws Exception {
        assertThat(measureExif(JpegBytes.tiff(make, model, 1, "2025:05:15 10:20:30", ""))
                        .camera())
                .contains(camera);
    }

    @Test
    void shouldCleanTheNameOfTheCamera() throws Exception {
        String bell = "evil" + (char) 7 + "name" + "x".repeat(300);

        assertThat(measureExif(JpegBytes.tiff("", bell, 1, "", "")).camera().orElseThrow())
                .startsWith("evil name")
                .hasSize(100);
    }

    @Test
    void shouldTakeNonsenseInExifForNothing() throws Exception {
        Measured measured = measureExif(JpegBytes.tiff("", "", 9, "0000:00:00 00:00:00", ""));

        assertThat(measured.orientation()).isEqualTo(1);
        assertThat(measured.takenAt()).isEmpty();
        assertThat(measured.camera()).isEqualTo(Optional.empty());
    }

    @Test
    void shouldMeasureAPhotoWithBrokenExif() throws Exception {
        byte[] tiff = JpegBytes.tiff("Canon", "EOS 5D", 6, "2025:05:15 10:20:30", "");
        for (int length = 0; length < tiff.length; length++) {
            Measured measured = measureExif(Arrays.copyOf(tiff, length));
            assertThat(measured.width()).isEqualTo(1600);
        }
    }

    private static Measured measureExif(byte[] tiff) throws IOException {
        return measure(new JpegBytes()
                .exif(tiff)
                .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                .scan()
                .bytes());
    }

    @Property
    void shouldHashLikeTheJdk(@ForAll @Size(max = 200_000) byte[] bytes) throws Exception {
        Measured measured = measure(bytes);

        assertThat(measured.digests().sha256()).isEqualTo(hash("SHA-256", bytes));
        assertThat(measured.digests().md5()).isEqualTo(hash("MD5", bytes));
    }

    @Property
    void shouldMeasureWhateverComes(
            @ForAll @Size(max = 400) byte[] noise, @ForAll @IntRange(max = 300) int at, @ForAll boolean png)
            throws Exception {
        byte[] tiff = JpegBytes.tiff("Canon", "EOS 5D", 6, "2025:05:15 10:20:30", "+05:30");
        byte[] bytes = png
                ? new PngBytes().header(801, 602).chunk("eXIf", tiff).bytes()
                : new JpegBytes()
                        .exif(tiff)
                        .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                        .scan()
                        .bytes();
        byte[] damaged = Arrays.copyOf(bytes, Math.max(bytes.length, at + noise.length));
        System.arraycopy(noise, 0, damaged, at, noise.length);

        Measured measured = measure(damaged);

        assertThat(measured.orientation()).isBetween(1, 8);
        assertThat(measured.width()).isNotNegative();
        assertThat(measured.height()).isNotNegative();
    }

    private static String hash(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
