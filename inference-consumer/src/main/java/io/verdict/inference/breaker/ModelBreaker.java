package io.verdict.inference.breaker;

import dev.failsafe.CircuitBreaker;

/** The circuit breaker of one model version (Nygard, Release It!, 2007), on Failsafe. Safe for use by many threads. */
public final class ModelBreaker {

    /** What the breaker does with the next execution. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    private final CircuitBreaker<Object> breaker;

    public ModelBreaker(BreakerPolicy policy) {
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(policy.failures(), policy.window())
                .withSuccessThreshold(1)
                .withDelay(policy.delay())
                .build();
    }

    /** Whether to execute; where true, {@link #succeeded} or {@link #failed} must follow. */
    public boolean permits() {
        return breaker.tryAcquirePermit();
    }

    public void succeeded() {
        breaker.recordSuccess();
    }

    public void failed() {
        breaker.recordFailure();
    }

    public State state() {
        return switch (breaker.getState()) {
            case CLOSED -> State.CLOSED;
            case HALF_OPEN -> State.HALF_OPEN;
            case OPEN -> State.OPEN;
        };
    }
}
