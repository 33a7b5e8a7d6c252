package io.verdict.connectors.datasets;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A 64-bit hash of how a picture looks: eight rows of eight bits, each telling whether brightness falls from one column
 * of a 9 × 8 reduction to the next. Pictures that were scaled, brightened or compressed again differ in few bits.
 *
 * <p>Source: N. Krawetz, "Kind of Like That" (2013), dHash. Brightness by ITU-R BT.601 in whole numbers; of large
 * pictures every n-th pixel counts. The picture is taken as stored, before EXIF's orientation. Bits hang on the JPEG decoder of
 * the JDK: another one may give another bit where neighbours are equally bright.
 */
public final class DifferenceHash {

    /** What the hash is called in facts. */
    public static final String NAME = "dhash-64";

    private static final int COLUMNS = 9;
    private static final int ROWS = 8;
    /** Enough pixels for 72 cells; more cost time and change nothing. */
    private static final int ENOUGH = 256;

    private static final long MOST_PIXELS = 200_000_000;

    private DifferenceHash() {}

    /** The hash of an encoded picture; empty where it cannot be decoded. */
    public static Optional<Long> of(byte[] encoded) {
        // ImageIO's own choice writes each photo to the disk; a full one would make it look damaged.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) {
                    return Optional.empty();
                }
                ImageReadParam every = reader.getDefaultReadParam();
                every.setSourceSubsampling(Math.max(1, width / ENOUGH), Math.max(1, height / ENOUGH), 0, 0);
                return Optional.of(of(reader.read(0, every)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException undecodable) {
            // Readers of ImageIO answer damaged files with exceptions of many kinds.
            return Optional.empty();
        }
    }

    static long of(BufferedImage picture) {
        long hash = 0;
        for (int row = 0; row < ROWS; row++) {
            double before = cell(picture, 0, row);
            for (int column = 1; column < COLUMNS; column++) {
                double here = cell(picture, column, row);
                hash = hash << 1 | (before > here ? 1 : 0);
                before = here;
            }
        }
        return hash;
    }

    private static double cell(BufferedImage picture, int column, int row) {
        int fromX = column * picture.getWidth() / COLUMNS;
        int toX = Math.max(fromX + 1, (column + 1) * picture.getWidth() / COLUMNS);
        int fromY = row * picture.getHeight() / ROWS;
        int toY = Math.max(fromY + 1, (row + 1) * picture.getHeight() / ROWS);
        long sum = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                int rgb = picture.getRGB(Math.min(x, picture.getWidth() - 1), Math.min(y, picture.getHeight() - 1));
                sum += 299L * (rgb >> 16 & 0xFF) + 587L * (rgb >> 8 & 0xFF) + 114L * (rgb & 0xFF);
            }
        }
        return (double) sum / ((long) (toX - fromX) * (toY - fromY));
    }
}
