package io.verdict.connectors.studio;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes developed levels as a baseline JPEG (JFIF, 4:2:0), turned with an EXIF orientation where asked. */
final class JpegWriter {
    /** EXIF: upright. */
    static final int UPRIGHT = 1;
    /** EXIF: turn the stored raster clockwise by a quarter to see it upright. */
    static final int TURNED = 6;

    private JpegWriter() {}

    /** A raster of interleaved blue, green and red bytes, held by the image itself. */
    static byte[] raster(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    static byte[] write(BufferedImage upright, int orientation, float quality) {
        BufferedImage stored = orientation == TURNED ? turned(upright) : upright;
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 19);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(stored, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a photograph in memory", e);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        return orientation == UPRIGHT ? jpeg : withOrientation(jpeg, orientation);
    }

    /** A quarter against the clock, as a sensor held upright stores it. */
    private static BufferedImage turned(BufferedImage upright) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        BufferedImage out = new BufferedImage(height, width, BufferedImage.TYPE_3BYTE_BGR);
        byte[] from = raster(upright);
        byte[] to = raster(out);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(from, (y * width + x) * 3, to, ((width - 1 - x) * height + y) * 3, 3);
            }
        }
        return out;
    }

    /** Inserts an EXIF segment with the orientation alone after the JFIF header. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xFFE1).putShort((short) 34);
        exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        exif.put(new byte[] {'M', 'M'}).putShort((short) 42).putInt(8);
        exif.putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0);
        exif.putInt(0);
        int at = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        byte[] out = Arrays.copyOf(jpeg, jpeg.length + exif.capacity());
        System.arraycopy(exif.array(), 0, out, at, exif.capacity());
        System.arraycopy(jpeg, at, out, at + exif.capacity(), jpeg.length - at);
        return out;
    }
}
