package io.verdict.launcher.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ctrl-C or SIGTERM, as something that a command can wait for; the process ends only when the command has put
 * everything away and closed this.
 */
final class StopSignal implements AutoCloseable {

    private static final long LOOK_MS = 500;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Runnable stop) {
        hook = new Thread(() -> stop(stop), "stop-signal");
    }

    /** Calls {@code stop} when the process is asked to stop. */
    static StopSignal install(Runnable stop) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Returns when the process is asked to stop. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Returns when the process is asked to stop, or with the first fault that turns up. */
    Optional<String> awaitUnless(Supplier<Optional<String>> fault) throws InterruptedException {
        Optional<String> found = Optional.empty();
        while (found.isEmpty() && !asked.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
            found = fault.get();
        }
        return found;
    }

    /** Lets the process end. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is stopping, and the hook was waiting for this
        }
    }

    private void stop(Runnable stop) {
        asked.countDown();
        stop.run();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
