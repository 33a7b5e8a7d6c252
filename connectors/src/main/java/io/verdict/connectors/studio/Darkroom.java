package io.verdict.connectors.studio;

import java.awt.image.BufferedImage;

/** Takes a view through a camera onto a raster. Stateless. */
final class Darkroom {

    private Darkroom() {}

    /** The developed picture, upright, interleaved blue, green and red. */
    static BufferedImage take(View view, Camera camera) {
        int width = view.width();
        int height = view.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] raster = JpegWriter.raster(image);
        Row row = new Row(width);
        float[][][] rows = new float[3][3][width];
        expose(view, camera, row.at(0, 0, width), rows[1]);
        copy(rows[1], rows[0]);
        for (int y = 0; y < height; y++) {
            if (y + 1 < height) {
                expose(view, camera, row.at(y + 1, 0, width), rows[2]);
            } else {
                copy(rows[1], rows[2]);
            }
            camera.develop(rows, y, width, height, raster, y * width * 3);
            float[][] spare = rows[0];
            rows[0] = rows[1];
            rows[1] = rows[2];
            rows[2] = spare;
        }
        return image;
    }

    /** Mean luma (BT.601) over every seventh pixel, 0 to 255. */
    static double brightness(BufferedImage image) {
        byte[] raster = JpegWriter.raster(image);
        long sum = 0;
        int count = 0;
        for (int i = 0; i + 2 < raster.length; i += 21) {
            sum += 114 * (raster[i] & 0xFF) + 587 * (raster[i + 1] & 0xFF) + 299 * (raster[i + 2] & 0xFF);
            count++;
        }
        return Math.round(sum / (double) count / 10) / 100.0;
    }

    private static void expose(View view, Camera camera, Row row, float[][] out) {
        view.draw(row);
        camera.expose(row, out);
    }

    private static void copy(float[][] from, float[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, from[i].length);
        }
    }
}
