package io.verdict.inference.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures of one colour, which a detector of mean colours tells apart. */
public final class Pictures {
    private Pictures() {}

    public static byte[] jpeg(int red, int green, int width, int height) {
        return encoded("jpg", red, green, width, height);
    }

    public static byte[] jpeg(int red) {
        return jpeg(red, 40, 160, 120);
    }

    public static byte[] png(int red, int width, int height) {
        return encoded("png", red, 40, width, height);
    }

    private static byte[] encoded(String format, int red, int green, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(red, green, 30));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
