package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.scenario.DronePlan;
import io.verdict.launcher.scenario.DroneResult;
import io.verdict.launcher.scenario.DroneScenario;
import io.verdict.launcher.scenario.DroneText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A platform for the time of one drone scenario. */
final class DroneJob extends PlatformJob<DroneResult> {

    private final Console console;
    private final boolean json;
    private final DronePlan plan;
    private final Path work;
    private final Path kept;

    /**
     * A job.
     *
     * @param work folder for what goes on
     * @param kept where its data stays; null where it goes with it
     */
    DroneJob(Console console, boolean json, DronePlan plan, Path work, Path kept) {
        super(console, "The scenario did not come to its end.");
        this.console = console;
        this.json = json;
        this.plan = plan;
        this.work = work;
        this.kept = kept;
    }

    @Override
    Task<DroneResult> prepare(Platform platform) throws StoreException {
        console.say("  shipped model, for photos of cars");
        String cars = platform.bringShippedModel();
        DroneScenario scenario =
                new DroneScenario(platform, plan, cars, work, Clock.systemUTC(), new LoopSteps(console));
        return new Task<>() {
            @Override
            public DroneResult run() throws IOException, UploadException, InterruptedException {
                return scenario.run();
            }

            @Override
            public void stop(String reason) {
                scenario.stop(reason);
            }
        };
    }

    @Override
    int report(DroneResult result) {
        DroneText.lines(result).forEach(json ? console::say : console::print);
        console.say(
                kept == null
                        ? "The log goes with its temporary directory; --data DIR keeps it."
                        : "Look at it again: infra/verdict up --data %s, and then, for example, infra/verdict model card %s %s --data %s"
                                .formatted(kept, result.model(), result.round().version(), kept));
        if (json) {
            console.json(result);
        }
        return result.reached() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
