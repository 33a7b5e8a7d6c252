package io.verdict.inference.fetch;

import java.time.Duration;

/**
 * Limits of fetching.
 *
 * @param maxBytes objects that are declared larger are refused unread
 * @param firstRetry wait before the second attempt on a store that does not answer; doubles with each further one
 * @param longestRetry longest wait between two attempts
 * @param patience how long a photo waits for a silent store before it becomes a {@code STORE_UNAVAILABLE} failure, which
 *     is final. Long, because a failure is a loss that nobody caused by the photo: until then its partition keeps its
 *     place, admission stops by itself, and nothing is lost.
 */
public record FetchPolicy(long maxBytes, Duration firstRetry, Duration longestRetry, Duration patience) {

    /** 64 MiB, 50 ms to 5 s, half an hour. */
    public static FetchPolicy standard() {
        return new FetchPolicy(64L << 20, Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofMinutes(30));
    }

    public FetchPolicy {
        if (maxBytes < 1 || !positive(firstRetry) || longestRetry.compareTo(firstRetry) < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("maxBytes and firstRetry must be positive, longestRetry not below"
                    + " firstRetry, patience not negative: %d, %s, %s, %s"
                            .formatted(maxBytes, firstRetry, longestRetry, patience));
        }
    }

    /** Wait after so many failed attempts. */
    public Duration pause(int attempts) {
        long nanos = firstRetry.toNanos();
        for (int i = 1; i < attempts && nanos < longestRetry.toNanos(); i++) {
            nanos *= 2;
        }
        return Duration.ofNanos(Math.min(nanos, longestRetry.toNanos()));
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
