package io.verdict.inference.breaker;

import java.time.Duration;

/**
 * When a model is no longer asked, and when it is tried again.
 *
 * @param failures opens when so many ...
 * @param window ... of the latest so many executions have failed; equal to {@code failures} means consecutive
 * @param delay how long it stays open before one execution probes whether the model has recovered
 */
public record BreakerPolicy(int failures, int window, Duration delay) {

    public BreakerPolicy {
        if (failures < 1 || window < failures || delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("A breaker opens after 1 or more failures of a window not below, for"
                    + " longer than nothing: %d of %d, %s".formatted(failures, window, delay));
        }
    }
}
