package io.verdict.connectors.studio;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws photographs of car panels from seeds: panels as lit height fields that mirror their surroundings, with dents as
 * deformations of that surface, scratches as thin marks with depth, and the things that are mistaken for either.
 *
 * <p>A photograph is a pure function of the configuration and the seed. Its pixels before compression are the same on
 * every platform, since only exactly defined arithmetic is used ({@code StrictMath}, no Java2D); the JPEG's bytes also
 * depend on the JDK's encoder, so a data set is its bytes and hashes. Scene, damage and noise come from independent streams of the seed: with
 * {@link StudioConfig#withUndamagedShare} set to 1 the same seed gives the same photograph in its sound state.
 *
 * <p>Thread-safe; a call works alone, needs about 30 MiB and starts no threads.
 */
public final class Studio {
    private static final int SCENE = 1;
    private static final int DAMAGE = 2;
    private static final int CAMERA = 3;
    private static final double LARGE = 1.28;

    private final StudioConfig config;

    public Studio(StudioConfig config) {
        this.config = config;
    }

    public StudioConfig config() {
        return config;
    }

    /** Draws the photograph of a seed. */
    public Photo draw(long seed) {
        Shot shot = shoot(seed);
        Scene scene = shot.scene();
        SceneFacts facts = new SceneFacts(
                scene.paint().name(),
                scene.setting().label(),
                scene.panel(),
                scene.zoom(),
                brightness(JpegWriter.raster(shot.image())),
                shot.orientation());
        return new Photo(
                JpegWriter.write(shot.image(), shot.orientation(), shot.quality()),
                scene.width(),
                scene.height(),
                shot.marks().stream().map(Mark::truth).toList(),
                facts);
    }

    /** A photograph before compression, upright. */
    record Shot(Scene scene, List<Mark> marks, BufferedImage image, int orientation, float quality) {}

    /** Draws the pixels of a seed. */
    Shot shoot(long seed) {
        Dice dice = new Dice(seed, CAMERA);
        float quality = dice.between(config.minQuality(), config.maxQuality());
        boolean portrait = dice.chance(config.portraitShare());
        double format = dice.unit();
        boolean large = format < config.largeShare();
        boolean wide = !large && format < config.largeShare() + config.wideShare();
        double scale = large ? LARGE : 1;
        int longSide = (int) Math.round(config.width() * scale);
        int shortSide = wide ? config.width() * 9 / 16 : (int) Math.round(config.height() * scale);
        int width = portrait ? shortSide : longSide;
        int height = portrait ? longSide : shortSide;

        Scene scene = new Composer(width, height, new Dice(seed, SCENE)).compose();
        Camera camera = Exposure.meter(scene, dice);
        List<Mark> marks = Vandal.damage(scene, camera, config.undamagedShare(), new Dice(seed, DAMAGE));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        take(scene, camera, marks.stream().map(Mark::feature).toList(), JpegWriter.raster(image));
        return new Shot(scene, marks, image, portrait ? JpegWriter.TURNED : JpegWriter.UPRIGHT, quality);
    }

    private static void take(Scene scene, Camera camera, List<Feature> damages, byte[] raster) {
        int width = scene.width();
        int height = scene.height();
        Row row = new Row(width);
        float[][][] rows = new float[3][3][width];
        expose(scene, camera, damages, row.at(0, 0, width), rows[1]);
        copy(rows[1], rows[0]);
        for (int y = 0; y < height; y++) {
            if (y + 1 < height) {
                expose(scene, camera, damages, row.at(y + 1, 0, width), rows[2]);
            } else {
                copy(rows[1], rows[2]);
            }
            camera.develop(rows, y, width, height, raster, y * width * 3);
            float[][] spare = rows[0];
            rows[0] = rows[1];
            rows[1] = rows[2];
            rows[2] = spare;
        }
    }

    private static void expose(Scene scene, Camera camera, List<Feature> damages, Row row, float[][] out) {
        scene.draw(row, damages);
        camera.expose(row, out);
    }

    private static void copy(float[][] from, float[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, from[i].length);
        }
    }

    /** Mean luma (BT.601) over every seventh pixel. */
    private static double brightness(byte[] raster) {
        long sum = 0;
        int count = 0;
        for (int i = 0; i + 2 < raster.length; i += 21) {
            sum += 114 * (raster[i] & 0xFF) + 587 * (raster[i + 1] & 0xFF) + 299 * (raster[i + 2] & 0xFF);
            count++;
        }
        return Math.round(sum / (double) count / 10) / 100.0;
    }
}
