package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work that has a platform of its own, with log and apps and without a consumer, for as long as it takes. */
abstract class PlatformJob<T> {

    private static final long LOOK_MS = 250;
    private static final long PATIENCE_S = 60;

    private final Console console;
    private final String unfinished;

    /** @param unfinished what is said before the reason where it could not be done */
    PlatformJob(Console console, String unfinished) {
        this.console = console;
        this.unfinished = unfinished;
    }

    /** Gets ready; what it returns is done on a thread of its own. */
    abstract Task<T> prepare(Platform platform) throws IOException;

    /** Tells what came of it; the exit code. */
    abstract int report(T result);

    /** What is to be done. */
    interface Task<T> {

        T run() throws IOException, UploadException, InterruptedException;

        /** Ends it soon; any thread. */
        void stop(String reason);
    }

    /** Does it to its end, or until {@code stopping} is counted down. */
    int run(PlatformConfig config, CountDownLatch stopping) throws IOException, InterruptedException {
        console.say("Starting ...");
        // Of its own, so that what closes the platform is not interrupted by what ends the task.
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "job"));
        try (Platform platform = Platform.startWithoutModel(config, part -> console.say("  " + part))) {
            Task<T> task = prepare(platform);
            try {
                Future<T> result = thread.submit(task::run);
                while (!result.isDone() && !stopping.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    // The task itself says how it gets on.
                }
                return result.isDone() ? report(result.get()) : ExitCode.NEGATIVE;
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } finally {
                task.stop("the process was asked to end");
                thread.shutdownNow();
                thread.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
            }
        }
    }

    private int failed(Throwable cause) throws IOException {
        if (cause instanceof LoopException) {
            console.say(unfinished + " " + cause.getMessage());
            return ExitCode.NEGATIVE;
        }
        if (cause instanceof IOException store) {
            throw store;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        throw new IOException(cause.getMessage(), cause);
    }
}
