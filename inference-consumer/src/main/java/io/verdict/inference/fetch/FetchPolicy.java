package io.verdict.inference.fetch;

import java.time.Duration;

/**
 * Limits of fetching.
 *
 * @param maxBytes objects that are declared larger are refused unread
 * @param firstRetry wait before the second attempt on a store that does not answer; doubles with each further one
 * @param longestRetry longest wait between two attempts
 * @param patience how long a photo waits for a store that answers nobody before it becomes a {@code STORE_UNAVAILABLE}
 *     failure, which is final. Long, because a failure is a loss that nobody caused by the photo: until then its
 *     partition keeps its place, admission stops by itself, and nothing is lost.
 * @param objectPatience how long it waits where the store answers for others, but not for this photo: then it is the
 *     object, as when S3 denies one that is gone to a reader who may not list. Never longer than {@code patience}.
 */
public record FetchPolicy(
        long maxBytes, Duration firstRetry, Duration longestRetry, Duration patience, Duration objectPatience) {

    /** 64 MiB, 50 ms to 5 s, half an hour, a minute. */
    public static FetchPolicy standard() {
        return new FetchPolicy(
                64L << 20, Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofMinutes(1));
    }

    public FetchPolicy {
        if (maxBytes < 1
                || !positive(firstRetry)
                || longestRetry.compareTo(firstRetry) < 0
                || patience.isNegative()
                || objectPatience.isNegative()) {
            throw new IllegalArgumentException("maxBytes and firstRetry must be positive, longestRetry not below"
                    + " firstRetry, patience and objectPatience not negative: %d, %s, %s, %s, %s"
                            .formatted(maxBytes, firstRetry, longestRetry, patience, objectPatience));
        }
        objectPatience = objectPatience.compareTo(patience) < 0 ? objectPatience : patience;
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
