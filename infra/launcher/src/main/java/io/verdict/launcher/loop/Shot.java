package io.verdict.launcher.loop;

import java.util.List;

/**
 * A drawn picture and what is on it.
 *
 * @param jpeg its bytes; do not change them
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
public record Shot(byte[] jpeg, int width, int height, List<Seen> objects) {

    public Shot {
        objects = List.copyOf(objects);
    }

    /** One object of a class, its box in pixels. */
    public record Seen(String label, double x, double y, double width, double height) {}
}
