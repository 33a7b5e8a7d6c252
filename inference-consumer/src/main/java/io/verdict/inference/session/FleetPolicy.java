package io.verdict.inference.session;

import java.time.Duration;

/**
 * How many models stay in memory, and for how long.
 *
 * @param memoryBytes bytes of weights, each counted once per session; 0 for no bound. What a model computes with comes on
 *     top and is the runtime's own. A model that is larger than the bound runs all the same, alone.
 * @param idle a model that no photo has needed for so long is let go of; zero for never
 */
public record FleetPolicy(long memoryBytes, Duration idle) {

    /** Every model that serves stays in memory. */
    public static final FleetPolicy KEEP_ALL = new FleetPolicy(0, Duration.ZERO);

    public FleetPolicy {
        if (memoryBytes < 0 || idle.isNegative()) {
            throw new IllegalArgumentException("Neither bound can be below 0: %d, %s".formatted(memoryBytes, idle));
        }
    }

    boolean isBounded() {
        return memoryBytes > 0;
    }

    boolean letsGoOfIdle() {
        return !idle.isZero();
    }

    /** Whether models may have to be loaded again. */
    public boolean letsGo() {
        return isBounded() || letsGoOfIdle();
    }
}
