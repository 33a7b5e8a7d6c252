package io.verdict.launcher.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Uploads of every kind that a platform meets, made by the JDK's own writers or put together byte by byte. */
public final class Pictures {

    /** The smallest size that curation accepts, so that tests draw and decode little. */
    private static final int WIDTH = 800;

    private static final int HEIGHT = 600;
    private static final String PNG_SIGNATURE = "89504e470d0a1a0a";

    private Pictures() {}

    /** A JPEG that curation accepts; another picture for every seed. */
    public static byte[] jpeg(long seed) {
        return jpeg(new IIOImage(drawn(seed, BufferedImage.TYPE_INT_RGB), null, null), false);
    }

    public static byte[] progressiveJpeg(long seed) {
        return jpeg(new IIOImage(drawn(seed, BufferedImage.TYPE_INT_RGB), null, null), true);
    }

    public static byte[] greyJpeg(long seed) {
        return jpeg(new IIOImage(drawn(seed, BufferedImage.TYPE_BYTE_GRAY), null, null), false);
    }

    /** Four components without a colour space marker, which decoders take as CMYK. */
    public static byte[] cmykJpeg() {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        int[] ink = {200, 60, 120, 30};
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setPixel(x, y, ink);
            }
        }
        return jpeg(new IIOImage(raster, null, null), false);
    }

    /** A frame header that announces 12 bits a sample (ITU-T T.81, B.2.2). */
    public static byte[] twelveBitJpeg(long seed) {
        byte[] changed = jpeg(seed);
        for (int i = 2; i < changed.length; i++) {
            if ((changed[i - 1] & 0xFF) == 0xFF && (changed[i] & 0xFF) == 0xC0) {
                changed[i + 3] = 12;
                return changed;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    /** A JPEG whose EXIF block says that it is to be turned by 90 degrees (orientation 6). */
    public static byte[] turnedJpeg(long seed) {
        byte[] jpeg = jpeg(seed);
        byte[] exif = HexFormat.of()
                .parseHex("457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000" + "00000000");
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    public static byte[] truncated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    public static byte[] deepPng(long seed) {
        return png(drawn(seed, BufferedImage.TYPE_USHORT_GRAY));
    }

    public static byte[] palettePng(long seed) {
        return png(drawn(seed, BufferedImage.TYPE_BYTE_INDEXED));
    }

    public static byte[] smallJpeg() {
        return jpeg(new IIOImage(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), null, null), false);
    }

    /** A PNG of a few bytes that announces so many pixels. */
    public static byte[] emptyPng(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(PNG_SIGNATURE));
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(HexFormat.of().parseHex("0802000000"))
                .array();
        out.writeBytes(chunk("IHDR", header));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] body) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(body);
        return ByteBuffer.allocate(12 + body.length)
                .putInt(body.length)
                .put(name)
                .put(body)
                .putInt((int) sum.getValue())
                .array();
    }

    private static BufferedImage drawn(long seed, int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D pen = image.createGraphics();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            pen.fillRect(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(300), random.nextInt(300));
        }
        pen.dispose();
        return image;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, image, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
