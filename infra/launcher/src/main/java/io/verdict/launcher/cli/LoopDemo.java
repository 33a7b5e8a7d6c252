package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.loop.Loop;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.LoopResult;
import io.verdict.launcher.loop.LoopText;
import io.verdict.launcher.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** {@code demo --loop}: a platform for the time of one loop. */
final class LoopDemo extends PlatformJob<LoopResult> {

    private final Console console;
    private final boolean json;
    private final LoopPlan plan;
    private final Path work;
    private final Path kept;

    /**
     * A demo.
     *
     * @param work folder for what goes on
     * @param kept where its data stays; null where it goes with it
     */
    LoopDemo(Console console, boolean json, LoopPlan plan, Path work, Path kept) {
        super(console, "The circle is not closed.");
        this.console = console;
        this.json = json;
        this.plan = plan;
        this.work = work;
        this.kept = kept;
    }

    @Override
    Task<LoopResult> prepare(Platform platform) {
        Loop loop = new Loop(platform, plan, work, Clock.systemUTC(), new LoopSteps(console));
        return new Task<>() {
            @Override
            public LoopResult run() throws IOException, UploadException, InterruptedException {
                return loop.run();
            }

            @Override
            public void stop(String reason) {
                loop.stop(reason);
            }
        };
    }

    @Override
    int report(LoopResult result) {
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
}
