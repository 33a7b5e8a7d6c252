package io.verdict.launcher.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap is alive at most: collects all garbage twice a second and looks at what is left, so whatever is measured
 * meanwhile is slower. Safe for use by many threads.
 */
final class LiveHeap implements AutoCloseable {

    private static final long MILLIS = 500;

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong most = new AtomicLong();

    LiveHeap() {
        looking.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        System.gc();
        most.accumulateAndGet(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
    }

    /** In MiB, until now. */
    double mostMib() {
        look();
        return most.get() / (double) (1 << 20);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
