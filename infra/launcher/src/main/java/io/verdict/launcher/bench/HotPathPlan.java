package io.verdict.launcher.bench;

import java.time.Duration;

/**
 * How hard and how long the hot path is measured.
 *
 * @param rate arrivals a second in the open loop
 * @param warmUpPhotos photos at that rate before anything counts
 * @param photos photos that count
 * @param saturationPhotos photos to find the throughput with
 * @param saturatedMillis how long it is kept saturated before anything counts there, at least
 * @param outstanding photos that are under way at any moment of saturation: enough to keep every stage busy
 * @param floorMillis how long the bare loop runs, before and after
 */
public record HotPathPlan(
        double rate,
        int warmUpPhotos,
        int photos,
        int saturationPhotos,
        long saturatedMillis,
        int outstanding,
        long floorMillis) {

    /** A phase's photos lie on the disk before it begins; some 0.5 MB each. */
    static final int MOST_PHOTOS = 4000;

    /** Share of the processors below which the just-in-time compiler has done its work. */
    static final double COMPILED = 0.015;

    /** Longest warm-up at saturation, in shortest ones. */
    static final int LONGEST_WARM_UP = 4;

    /** Bytes of a stored photo, at most. */
    static final long LARGEST_PHOTO = 1L << 20;

    private static final int OUTSTANDING_PER_CORE = 64;

    public HotPathPlan {
        if (!(rate > 0) || warmUpPhotos < 1 || photos < 2 || saturationPhotos < 20 || outstanding < 1) {
            throw new IllegalArgumentException("Give a rate above 0 and a time for at least two photos");
        }
        if (Math.max(photos, saturationPhotos) > MOST_PHOTOS) {
            throw new IllegalArgumentException(
                    "%d photos are too many: a phase stores all of its photos first, at most %d. Take less time or a lower rate."
                            .formatted(Math.max(photos, saturationPhotos), MOST_PHOTOS));
        }
    }

    /** For this rate and time. */
    public static HotPathPlan of(double rate, int seconds) {
        int photos = (int) Math.min(Integer.MAX_VALUE, Math.round(rate * seconds));
        return new HotPathPlan(
                rate,
                Math.max(20, photos / 2),
                photos,
                Math.max(100, Math.min(1200, photos)),
                seconds * 1000L,
                OUTSTANDING_PER_CORE * Runtime.getRuntime().availableProcessors(),
                Math.max(1000, seconds * 250L));
    }

    /** Bytes that lie on the disk at one time, at most. */
    public long diskBytes() {
        return Math.max(photos, saturationPhotos) * LARGEST_PHOTO;
    }

    Duration saturatedWarmUp() {
        return Duration.ofMillis(saturatedMillis);
    }

    Duration longestWarmUp() {
        return saturatedWarmUp().multipliedBy(LONGEST_WARM_UP);
    }

    Duration floorTime() {
        return Duration.ofMillis(floorMillis);
    }
}
