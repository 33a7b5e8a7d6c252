package io.verdict.streams.rollout;

import java.time.Duration;

/**
 * When a window of a rollout's health is closed and judged; immutable.
 *
 * @param window its length where photos or requests come in numbers
 * @param leastPhotos photos or requests that a window needs, as one unlucky photo among three says nothing about a
 *     version; it stays open longer where it has fewer
 * @param longest its length at most, however few came
 */
public record RolloutConfig(Duration window, int leastPhotos, Duration longest) {

    /** 10 s, 20 photos, 5 min. */
    public static final RolloutConfig STANDARD = new RolloutConfig(Duration.ofSeconds(10), 20, Duration.ofMinutes(5));

    public RolloutConfig {
        if (window.isNegative() || window.isZero() || longest.compareTo(window) < 0) {
            throw new IllegalArgumentException("A window is longer than nothing and not longer than the longest: %s, %s"
                    .formatted(window, longest));
        }
        if (leastPhotos < 1) {
            throw new IllegalArgumentException("A window needs 1 photo or more, not " + leastPhotos);
        }
    }

    /** The same with other windows; the longest is 30 of them. */
    public RolloutConfig withWindow(Duration length) {
        return new RolloutConfig(length, leastPhotos, length.multipliedBy(30));
    }
}
