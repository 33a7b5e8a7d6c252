package io.verdict.launcher.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Arrivals at a fixed rate that wait for nobody: when the system is slow, the next arrival is due all the same, and what
 * is measured from the due time includes the wait (no coordinated omission).
 *
 * @param perSecond arrivals a second, above 0
 */
record OpenLoop(double perSecond) {

    OpenLoop {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("The rate must be above 0 arrivals a second, not " + perSecond);
        }
    }

    /** When arrival {@code index} is due, after the first. */
    Duration due(int index) {
        return Duration.ofNanos(Math.round(index * 1e9 / perSecond));
    }

    /** Makes each of {@code count} arrivals when it is due, or as soon after as this thread can. */
    void run(int count, Clock clock, Arrival arrival) {
        runWhile(() -> true, count, clock, arrival);
    }

    /** The same, but no further arrival once they are not wanted any more. */
    void runWhile(BooleanSupplier wanted, int count, Clock clock, Arrival arrival) {
        Instant start = clock.instant();
        for (int index = 0; index < count && wanted.getAsBoolean(); index++) {
            Instant due = start.plus(due(index));
            for (long wait = until(due, clock); wait > 0; wait = until(due, clock)) {
                LockSupport.parkNanos(wait);
            }
            arrival.at(index, due);
        }
    }

    private static long until(Instant due, Clock clock) {
        return Duration.between(clock.instant(), due).toNanos();
    }

    /** Something arrives. */
    @FunctionalInterface
    interface Arrival {
        void at(int index, Instant due);
    }
}
