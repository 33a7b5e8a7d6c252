package io.verdict.inference.session;

import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.detector.RuntimeOptions;

/**
 * How each model is run.
 *
 * @param sessions threads per model, each pinned to a session of its own
 */
public record SessionPolicy(int sessions, RuntimeOptions runtime, BatchPolicy batch, BreakerPolicy breaker) {

    public SessionPolicy {
        if (sessions < 1) {
            throw new IllegalArgumentException("A model needs at least 1 session: " + sessions);
        }
    }
}
