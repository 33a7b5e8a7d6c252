package io.verdict.inference.pipeline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the stages before inference; models have their own. Their queues are bounded by {@link Admission}.
 *
 * @param fetch wait for the store most of the time
 * @param decode compute all of the time
 * @param timer starts waiting retries, nothing else
 */
public record Threads(ExecutorService fetch, ExecutorService decode, ScheduledExecutorService timer)
        implements AutoCloseable {

    public static Threads start(int fetch, int decode) {
        return new Threads(
                Executors.newFixedThreadPool(fetch, named("fetch")),
                Executors.newFixedThreadPool(decode, named("decode")),
                Executors.newSingleThreadScheduledExecutor(named("fetch-retry")));
    }

    /** Lets go of everything; what is under way is lost, which the log makes up for. */
    @Override
    public void close() {
        timer.shutdownNow();
        fetch.shutdownNow();
        decode.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
