package io.verdict.launcher.testing;

import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** What people upload besides good photos: rare kinds of JPEG and PNG, broken ones, and one that is a trap. */
public final class BadPhotos {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;
    private static final int CHUNK = 1 << 16;

    private BadPhotos() {}

    /** Four components and no Adobe marker, as printers send them. */
    public static byte[] cmykJpeg() throws IOException {
        WritableRaster raster = Raster.createBandedRaster(0, WIDTH, HEIGHT, 4, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setPixel(x, y, new int[] {x & 0xFF, y & 0xFF, 128, 20});
            }
        }
        return jpeg(new IIOImage(raster, null, null), false);
    }

    public static byte[] progressiveJpeg() throws IOException {
        return jpeg(new IIOImage(picture(BufferedImage.TYPE_INT_RGB), null, null), true);
    }

    public static byte[] greyJpeg() throws IOException {
        return jpeg(new IIOImage(picture(BufferedImage.TYPE_BYTE_GRAY), null, null), false);
    }

    public static byte[] sixteenBitPng() throws IOException {
        return png(BufferedImage.TYPE_USHORT_GRAY);
    }

    public static byte[] palettePng() throws IOException {
        return png(BufferedImage.TYPE_BYTE_INDEXED);
    }

    /** 900×1200, stored lying on its side. */
    public static byte[] turnedJpeg() {
        return new Studio(StudioConfig.defaults().withSize(1200, 900).withFormats(0, 0, 1))
                .draw(5)
                .jpeg();
    }

    /** Extended sequential with 12 bits a sample (ITU-T T.81, B.2.2), header by hand and no picture in it. */
    public static byte[] twelveBitJpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0xFFD8);
        out.writeShort(0xFFDB);
        out.writeShort(67);
        out.write(0);
        for (int i = 0; i < 64; i++) {
            out.write(16);
        }
        frame(out, 0xFFC1, 12, WIDTH, HEIGHT);
        table(out, 0x00);
        table(out, 0x10);
        out.writeShort(0xFFDA);
        out.writeShort(8);
        out.write(new byte[] {1, 1, 0, 0, 63, 0});
        out.write(new byte[4096]);
        out.writeShort(0xFFD9);
        return bytes.toByteArray();
    }

    /** A JPEG whose header says 0×0. */
    public static byte[] zeroSizeJpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0xFFD8);
        frame(out, 0xFFC0, 8, 0, 0);
        out.writeShort(0xFFD9);
        return bytes.toByteArray();
    }

    public static byte[] zeroSizePng() throws IOException {
        return blankPng(0, 0);
    }

    /** 20,000×20,000 in some 50 kB. */
    public static byte[] bomb() throws IOException {
        return blankPng(20_000, 20_000);
    }

    public static byte[] text() {
        return "This is not a photo, whatever it is called.".getBytes(StandardCharsets.UTF_8);
    }

    private static void frame(DataOutputStream out, int marker, int bits, int width, int height) throws IOException {
        out.writeShort(marker);
        out.writeShort(11);
        out.write(bits);
        out.writeShort(height);
        out.writeShort(width);
        out.write(new byte[] {1, 1, 0x11, 0});
    }

    /** A Huffman table with one code of one bit, for the value 0. */
    private static void table(DataOutputStream out, int selector) throws IOException {
        out.writeShort(0xFFC4);
        out.writeShort(20);
        out.write(selector);
        out.write(1);
        out.write(new byte[15]);
        out.write(0);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, image, parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] png(int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture(type), "png", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, WIDTH, HEIGHT, Color.ORANGE));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    /** One bit a pixel, all black (W3C PNG, second edition). */
    private static byte[] blankPng(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {1, 0, 0, 0, 0});

        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_COMPRESSION))) {
            byte[] zeros = new byte[CHUNK];
            for (long left = (1L + (width + 7) / 8) * height; left > 0; left -= CHUNK) {
                deflated.write(zeros, 0, (int) Math.min(left, CHUNK));
            }
        }

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
