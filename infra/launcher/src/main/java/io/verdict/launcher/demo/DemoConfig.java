package io.verdict.launcher.demo;

/**
 * What the demo publishes.
 *
 * @param images photos to publish; below 0 goes on until it is stopped
 * @param perSecond photos a second
 * @param seed of the drawn photos
 */
public record DemoConfig(int images, double perSecond, long seed) {

    public DemoConfig {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("The rate must be above 0 photos a second, not " + perSecond);
        }
        if (images == 0) {
            throw new IllegalArgumentException("Give at least one photo.");
        }
    }

    boolean endless() {
        return images < 0;
    }
}
