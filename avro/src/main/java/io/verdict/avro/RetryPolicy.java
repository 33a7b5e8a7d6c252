package io.verdict.avro;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask again: a random wait up to a bound that doubles ("full jitter", AWS Architecture Blog, "Exponential
 * Backoff And Jitter", 2015), so that clients do not return in step.
 *
 * @param retries how often after the first time
 * @param firstWait bound of the first wait
 * @param longestWait bound of any wait
 */
public record RetryPolicy(int retries, Duration firstWait, Duration longestWait) {

    private static final int LARGEST_SHIFT = 20;

    /** How long to wait before the retry of that number, from 1. */
    public Duration wait(int retry, RandomGenerator random) {
        long bound = Math.min(longestWait.toMillis(), firstWait.toMillis() << Math.min(retry - 1, LARGEST_SHIFT));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
