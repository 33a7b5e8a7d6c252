package io.verdict.launcher.cli;

import io.verdict.launcher.scenario.ScenarioException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a scenario until it is done or the process is asked to end, on a thread of its own, so that what closes the platform
 * is not interrupted by what ends the scenario. Single use.
 *
 * @param stop ends what the scenario does at its next sign of life
 */
record ScenarioThread<T>(Callable<T> scenario, Consumer<String> stop) {

    private static final long LOOK_MS = 250;
    private static final long PATIENCE_S = 60;

    /**
     * What came of it; empty where it was ended.
     *
     * @throws ScenarioException if it could not go on
     */
    @SuppressWarnings("try") // what listens for a stop is only closed
    Optional<T> result() throws IOException, InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "scenario"));
        try (StopSignal signal = StopSignal.install(stopping::countDown)) {
            Future<T> result = thread.submit(scenario);
            while (!result.isDone() && !stopping.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                // The scenario itself says how it gets on.
            }
            return result.isDone() ? Optional.of(result.get()) : Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            stop.accept("the process was asked to end");
            thread.shutdownNow();
            thread.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        return cause instanceof IOException store ? store : new IOException(cause.getMessage(), cause);
    }
}
