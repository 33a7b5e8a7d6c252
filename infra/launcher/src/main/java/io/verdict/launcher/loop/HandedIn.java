package io.verdict.launcher.loop;

import io.verdict.events.LabelSource;
import java.util.List;

/**
 * Labels as they are handed in.
 *
 * @param source who drew them
 * @param origin where they come from, in words
 * @param shots the photos with their boxes
 */
public record HandedIn(LabelSource source, String origin, List<LabelledShot> shots) {

    public HandedIn {
        shots = List.copyOf(shots);
    }
}
