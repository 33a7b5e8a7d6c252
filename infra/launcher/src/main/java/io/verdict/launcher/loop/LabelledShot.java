package io.verdict.launcher.loop;

import java.util.List;

/**
 * A photo that is on the log, and what is on it.
 *
 * @param imageId its identity on the log
 * @param uri where its bytes lie
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param objects the truth, or what somebody has written down of it
 */
public record LabelledShot(String imageId, String uri, int width, int height, List<Shot.Seen> objects) {

    public LabelledShot {
        objects = List.copyOf(objects);
    }

    /** The same with other boxes. */
    public LabelledShot with(List<Shot.Seen> others) {
        return new LabelledShot(imageId, uri, width, height, others);
    }
}
