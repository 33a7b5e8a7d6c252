package io.verdict.launcher.bench;

/**
 * How hot swaps are measured.
 *
 * @param rate arrivals a second, all the time
 * @param photos photos without swaps, and again as many with them
 * @param swaps how many versions come into service while these arrive, evenly spread
 */
public record SwapPlan(double rate, int photos, int swaps) {

    /** Photos between two swaps, at least: enough to see the new version decide, and the pace recover. */
    private static final int PER_SWAP = 10;

    public SwapPlan {
        if (!(rate > 0) || swaps < 1 || photos < (swaps + 1) * PER_SWAP) {
            throw new IllegalArgumentException(
                    "Give a rate above 0, a swap, and time for %d photos around each".formatted(PER_SWAP));
        }
        if (photos > HotPathPlan.MOST_PHOTOS) {
            throw new IllegalArgumentException(
                    "%d photos are too many: a phase stores all of its photos first, at most %d. Take less time or a lower rate."
                            .formatted(photos, HotPathPlan.MOST_PHOTOS));
        }
    }

    /** For this rate, time and number. */
    public static SwapPlan of(double rate, int seconds, int swaps) {
        return new SwapPlan(rate, (int) Math.min(Integer.MAX_VALUE, Math.round(rate * seconds)), swaps);
    }

    /** Bytes that lie on the disk at one time, at most. */
    public long diskBytes() {
        return photos * HotPathPlan.LARGEST_PHOTO;
    }

    /** The nanoseconds between two swaps, and between the ends and a swap. */
    long pauseNanos() {
        return Math.round(photos / rate / (swaps + 1) * 1e9);
    }
}
