package io.verdict.launcher.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

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

    /** Calls {@code arrive} for each of {@code count} arrivals, when it is due or as soon after as this thread can. */
    void run(int count, IntConsumer arrive) {
        long start = System.nanoTime();
        for (int index = 0; index < count; index++) {
            long at = start + due(index).toNanos();
            for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            arrive.accept(index);
        }
    }
}
