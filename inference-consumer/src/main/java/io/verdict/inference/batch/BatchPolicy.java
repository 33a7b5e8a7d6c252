package io.verdict.inference.batch;

import java.time.Duration;

/**
 * When a batch is full or has waited long enough.
 *
 * @param maxSize most items in a batch
 * @param maxDelay longest that its first item waits for others that are on their way; zero never waits
 */
public record BatchPolicy(int maxSize, Duration maxDelay) {

    public BatchPolicy {
        if (maxSize < 1 || maxDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "A batch holds at least 1 item and waits at least 0: %d, %s".formatted(maxSize, maxDelay));
        }
    }
}
