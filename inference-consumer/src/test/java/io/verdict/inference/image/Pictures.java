package io.verdict.inference.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures in every encoding that a decoder meets, made by the JDK's own writers. */
public final class Pictures {
    private Pictures() {}

    /** Red on the left, blue on the right, a green bar along the top: upright is told from turned. */
    public static BufferedImage flag(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.setColor(Color.GREEN);
        pen.fillRect(0, 0, width, height / 4);
        pen.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(flag(width, height, BufferedImage.TYPE_INT_RGB), false);
    }

    public static byte[] jpeg(BufferedImage image, boolean progressive) {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    /** Four components without a colour space marker, which decoders take as CMYK. */
    public static byte[] cmykJpeg(int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        int[] ink = {200, 60, 120, 30};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, ink);
            }
        }
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(0.95f);
            writer.setOutput(out);
            writer.write(null, image, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same JPEG with an EXIF block that holds one tag, the orientation. */
    public static byte[] oriented(byte[] jpeg, int tag, boolean littleEndian) {
        byte[] exif = littleEndian
                ? new byte[] {
                    'E',
                    'x',
                    'i',
                    'f',
                    0,
                    0,
                    'I',
                    'I',
                    42,
                    0,
                    8,
                    0,
                    0,
                    0,
                    1,
                    0,
                    0x12,
                    1,
                    3,
                    0,
                    1,
                    0,
                    0,
                    0,
                    (byte) tag,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0
                }
                : new byte[] {
                    'E',
                    'x',
                    'i',
                    'f',
                    0,
                    0,
                    'M',
                    'M',
                    0,
                    42,
                    0,
                    0,
                    0,
                    8,
                    0,
                    1,
                    1,
                    0x12,
                    0,
                    3,
                    0,
                    0,
                    0,
                    1,
                    0,
                    (byte) tag,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0
                };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        bytes.write(0xFF);
        bytes.write(0xE1);
        bytes.write((exif.length + 2) >> 8);
        bytes.write(exif.length + 2);
        bytes.writeBytes(exif);
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    /** The same JPEG with a byte of its frame header replaced: 0 is the marker, 3 the precision. */
    public static byte[] withFrameByte(byte[] jpeg, int position, int value) {
        byte[] changed = jpeg.clone();
        for (int i = 2; i < jpeg.length - 1; i++) {
            int marker = jpeg[i + 1] & 0xff;
            if ((jpeg[i] & 0xff) == 0xFF && (marker == 0xC0 || marker == 0xC2)) {
                changed[i + 1 + position] = (byte) value;
                return changed;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    public static byte[] cut(byte[] bytes, double share) {
        return Arrays.copyOf(bytes, (int) (bytes.length * share));
    }
}
