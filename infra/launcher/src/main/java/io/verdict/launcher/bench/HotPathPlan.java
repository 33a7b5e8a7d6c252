package io.verdict.launcher.bench;

import java.time.Duration;

/**
 * How hard and how long the hot path is measured.
 *
 * @param rate arrivals a second in the open loop
 * @param warmUpPhotos photos at that rate before anything counts
 * @param photos photos that count
 * @param saturationPhotos photos that arrive at once to find the throughput
 * @param floorTime how long the bare loop runs, before and after
 */
record HotPathPlan(double rate, int warmUpPhotos, int photos, int saturationPhotos, Duration floorTime) {

    HotPathPlan {
        if (!(rate > 0) || warmUpPhotos < 1 || photos < 1 || saturationPhotos < 2) {
            throw new IllegalArgumentException("Give a rate above 0 and at least one photo per phase");
        }
    }

    /** For this rate and time. */
    static HotPathPlan of(double rate, int seconds) {
        int photos = (int) Math.round(rate * seconds);
        return new HotPathPlan(
                rate,
                Math.max(20, photos / 2),
                photos,
                Math.max(100, photos),
                Duration.ofSeconds(Math.max(3, seconds / 4)));
    }

    Duration warmUp() {
        return floorTime;
    }
}
