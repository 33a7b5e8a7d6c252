package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.DronePlan;
import io.verdict.launcher.scenario.DroneResult;
import io.verdict.launcher.scenario.DroneScenario;
import io.verdict.launcher.scenario.DroneText;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code scenario drone}: SYS-2 from the first flight to the champion's decisions. */
@Command(
        name = "drone",
        description = {
            "Vehicles, people and buildings on drawn aerial scenes: flights are uploaded, labelled by a Ground Truth"
                    + " manifest and approved by somebody else, a dataset version is built and split by flight, a detector is"
                    + " trained, measured by the platform on held-out flights, judged by its gates, asked for by a data"
                    + " scientist and approved by an ML engineer, and decides on new flights beside the model for cars.",
            "Ends by itself, after some minutes on two cores. Exit code 0: the version became champion through its gates,"
                    + " and it alone decided on the new scenes. What is measured holds for drawn scenes only."
        },
        mixinStandardHelpOptions = true)
public final class DroneCommand implements Callable<Integer> {

    private static final String USUAL_SEED = "20261121";

    private final Console console;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = USUAL_SEED,
            description = "Seed of scenes, split and training. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Mixin
    OwnPlatformOptions own;

    @Mixin
    ProviderOption provider;

    DroneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DronePlan plan = DronePlan.standard(seed);
        Rules rules = Rules.shipped().withRollout(plan.windows());
        return PlatformJob.scenario(console, own)
                .run(new PlatformJob.Setting("drone", rules, provider.accelerator()), (platform, root) -> {
                    console.say("  shipped model, for photos of cars");
                    String cars = platform.bringShippedModel();
                    DroneScenario scenario = new DroneScenario(
                            platform, plan, cars, root.resolve("training"), Clock.systemUTC(), new LoopSteps(console));
                    return new PlatformJob.Task(tell -> tell.accept(report(scenario.run())), scenario::stop);
                });
    }

    private static PlatformJob.Report report(DroneResult result) {
        return new PlatformJob.Report(
                result,
                DroneText.lines(result),
                result.reached(),
                "model card %s %s".formatted(result.model(), result.round().version()));
    }
}
