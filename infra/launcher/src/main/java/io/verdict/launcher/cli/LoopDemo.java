package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.Loop;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.loop.LoopListener;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.LoopResult;
import io.verdict.launcher.loop.LoopText;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@code demo --loop}: a platform for the time of one loop. */
final class LoopDemo {

    private static final long LOOK_MS = 250;
    private static final long PATIENCE_S = 60;

    private final Console console;
    private final boolean json;
    private final Path kept;

    /**
     * A demo.
     *
     * @param kept where its data stays; null where it goes with it
     */
    LoopDemo(Console console, boolean json, Path kept) {
        this.console = console;
        this.json = json;
        this.kept = kept;
    }

    /** Runs the loop to its end, or until {@code stopping} is counted down. */
    int run(PlatformConfig config, LoopPlan plan, CountDownLatch stopping) throws IOException, InterruptedException {
        console.say("Starting ...");
        // Of its own, so that what closes the platform is not interrupted by what ends the loop.
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "loop"));
        try (Platform platform = Platform.startWithoutModel(
                config.withRules(config.rules().withRollout(plan.windows())), part -> console.say("  " + part))) {
            Loop loop =
                    new Loop(platform, plan, config.home().root().resolve("training"), Clock.systemUTC(), new Steps());
            try {
                Future<LoopResult> result = thread.submit(loop::run);
                while (!result.isDone() && !stopping.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    // The loop itself says how it gets on.
                }
                return result.isDone() ? report(result.get()) : ExitCode.NEGATIVE;
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } finally {
                loop.stop("the process was asked to end");
                thread.shutdownNow();
                thread.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
            }
        }
    }

    private int report(LoopResult result) {
        LoopText.lines(result).forEach(json ? console::say : console::print);
        console.say(
                kept == null
                        ? "The log goes with its temporary directory; --data DIR keeps it."
                        : "Look at it again: infra/verdict up --data %s, and then, for example, infra/verdict train list --data %s"
                                .formatted(kept, kept));
        if (json) {
            console.json(result);
        }
        return result.better() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private int failed(Throwable cause) throws IOException {
        if (cause instanceof LoopException) {
            console.say("The circle is not closed. " + cause.getMessage());
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

    /** Says which step begins and what it took. */
    private final class Steps implements LoopListener {

        @Override
        public void begins(String version, String step) {
            console.say("Version %s: %s ...".formatted(version, step));
        }

        @Override
        public void done(String version, Lap lap) {
            console.say(String.format(Locale.ROOT, "  %.1f s, %s", lap.seconds(), lap.where()));
        }

        @Override
        public RunListener runs() {
            return new RunConsole(console);
        }
    }
}
