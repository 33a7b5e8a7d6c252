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
                Darkroom.brightness(shot.image()),
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
        List<Feature> damages = marks.stream().map(Mark::feature).toList();
        BufferedImage image = Darkroom.take(scene.with(damages), camera);
        return new Shot(scene, marks, image, portrait ? JpegWriter.TURNED : JpegWriter.UPRIGHT, quality);
    }
}
