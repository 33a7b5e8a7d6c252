package io.verdict.connectors.studio;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws photographs as a drone takes them from seeds: fields, roads and yards with buildings, vehicles, people, trees and
 * the shadows of all of them, seen from above and a little from the side, together with the exact boxes of what a detector
 * is to find.
 *
 * <p>A photograph is a pure function of the configuration and the seed, in the sense of {@link Studio}: pixels before
 * compression are the same everywhere, the JPEG's bytes depend on the JDK's encoder. Thread-safe; a call works alone and
 * starts no threads.
 */
public final class AerialStudio {
    private static final int LAND = 11;
    private static final int CAMERA = 12;
    private static final int FLIGHT = 13;

    private final AerialConfig config;

    public AerialStudio(AerialConfig config) {
        this.config = config;
    }

    /** Draws the photograph of a seed, from a flight of its own. */
    public AerialPhoto draw(long seed) {
        return draw(seed, seed);
    }

    /** Draws the photograph of a seed; those of one flight have ground, light, height and tilt in common. */
    public AerialPhoto draw(long seed, long flight) {
        AerialScene scene = compose(seed, flight);
        Dice dice = new Dice(seed, CAMERA);
        Daylight light = scene.vantage().light();
        Camera camera = Exposure.camera(
                scene,
                light.target * dice.spread(0.8, 1.25),
                light.warm + dice.between(-0.04, 0.04),
                light.gloom,
                dice);
        BufferedImage image = Darkroom.take(scene, camera);
        AerialFacts facts = new AerialFacts(
                scene.ground().label(),
                light.label(),
                scene.vantage().pixelsPerMetre(),
                scene.vantage().lean(),
                Darkroom.brightness(image));
        return new AerialPhoto(
                JpegWriter.write(image, JpegWriter.UPRIGHT, dice.between(0.82, 0.94)),
                config.width(),
                config.height(),
                objects(scene),
                facts);
    }

    /** What a seed shows, before the camera. */
    AerialScene compose(long seed, long flight) {
        return new AerialComposer(config, new Dice(flight, FLIGHT), new Dice(seed, LAND)).compose();
    }

    private List<AerialObject> objects(AerialScene scene) {
        return scene.things().stream()
                .filter(thing -> thing.type() != null)
                .map(thing -> thing.extent()
                        .clippedTo(config.width(), config.height())
                        .as(thing.type()))
                .toList();
    }
}
