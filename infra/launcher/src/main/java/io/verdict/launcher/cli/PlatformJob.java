package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does something on a platform of its own, with log and apps and without a consumer, to its end or until the process is asked
 * to stop, and reports what came of it. Single use.
 *
 * @param unfinished what is said before the reason where it could not go on
 */
record PlatformJob(Console console, OwnPlatformOptions own, String unfinished) {

    private static final long LOOK_MS = 250;
    private static final long PATIENCE_S = 60;

    /** The job of a scenario. */
    static PlatformJob scenario(Console console, OwnPlatformOptions own) {
        return new PlatformJob(console, own, "The scenario could not go on.");
    }

    /**
     * What it runs on.
     *
     * @param name of the job, in the names of its temporary directory and of its instance
     */
    record Setting(String name, Rules rules, Accelerator accelerator) {}

    /** Gets ready on the platform. */
    @FunctionalInterface
    interface Preparation {

        /** @param root the platform's data directory, for what goes on */
        Task on(Platform platform, Path root) throws IOException;
    }

    /**
     * What is to be done.
     *
     * @param stop ends it soon, and is given the reason; any thread, also when it is over
     */
    record Task(Work work, Consumer<String> stop) {}

    /** Done on a thread of its own, which is interrupted to end it. */
    @FunctionalInterface
    interface Work {

        /** @param tell told what came of it as soon as that is known; it may go on afterwards */
        void run(Consumer<Report> tell) throws IOException, UploadException, InterruptedException;
    }

    /**
     * What came of it.
     *
     * @param result for {@code --json}
     * @param lines the same for people
     * @param holds whether it is what it should be
     * @param next a command that shows something of it, as it is typed after {@code infra/verdict}
     */
    record Report(Object result, List<String> lines, boolean holds, String next) {}

    /** Does it; the exit code. */
    @SuppressWarnings("try") // the signal is only closed
    int run(Setting setting, Preparation preparation) throws IOException, InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        // Around the deletion as well: Ctrl-C ends the process only when that is done.
        try (StopSignal signal = StopSignal.install(stopping::countDown);
                TemporaryFolder folder = own.folder(setting.name(), console)) {
            Home home = new Home(folder.path());
            LogFile.open(home);
            console.say("Starting ...");
            PlatformConfig config = new PlatformConfig(
                            home, Ports.FREE, setting.name(), setting.rules(), setting.accelerator())
                    .secured(own.secure);
            try (Platform platform = Platform.startWithoutModel(config, part -> console.say("  " + part))) {
                return done(preparation.on(platform, home.root()), stopping);
            }
        } catch (ScenarioException | LoopException e) {
            console.say(unfinished + " " + e.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private int done(Task task, CountDownLatch stopping) throws IOException, InterruptedException {
        AtomicInteger code = new AtomicInteger(ExitCode.NEGATIVE);
        // Of its own, so that what closes the platform is not interrupted by what ends the task.
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "job"));
        try {
            Future<Void> end = thread.submit(() -> {
                task.work().run(report -> code.set(report(report)));
                return null;
            });
            while (!end.isDone() && !stopping.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                // The task itself says how it gets on.
            }
            if (end.isDone()) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            task.stop().accept("the process was asked to end");
            thread.shutdownNow();
            thread.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        }
        return code.get();
    }

    private int report(Report report) {
        report.lines().forEach(own.json ? console::say : console::print);
        console.say(own.whereabouts(report.next()));
        if (own.json) {
            console.json(report.result());
        }
        return report.holds() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        return cause instanceof IOException store ? store : new IOException(cause.getMessage(), cause);
    }
}
