package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.DronePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Option(names = "--json", description = "Print the result as one JSON object, on the last line.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the data there. Default: a temporary directory that is deleted at the end.")
    Path data;

    @Option(names = "--secure", description = UpCommand.SECURE)
    boolean secure;

    @Mixin
    ProviderOption provider;

    DroneCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the signal is only closed
    public Integer call() throws IOException, InterruptedException {
        DronePlan plan = DronePlan.standard(seed);
        Home home = new Home(data == null ? Files.createTempDirectory("verdict-drone") : data);
        LogFile.open(home);
        PlatformConfig config = new PlatformConfig(
                        home, Ports.FREE, "drone", Rules.shipped().withRollout(plan.windows()), provider.accelerator())
                .secured(secure);
        CountDownLatch stopping = new CountDownLatch(1);
        // Around the deletion as well: Ctrl-C ends the process only when that is done.
        try (StopSignal stop = StopSignal.install(stopping::countDown)) {
            try {
                return new DroneJob(console, json, plan, home.root().resolve("training"), data).run(config, stopping);
            } finally {
                if (data == null) {
                    TemporaryData.delete(home.root(), console);
                }
            }
        }
    }
}
