package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.PriceSensitivity;
import io.verdict.launcher.scenario.PriceSensitivityPlan;
import io.verdict.launcher.scenario.PriceSensitivityResult;
import io.verdict.launcher.scenario.PriceSensitivityText;
import io.verdict.launcher.scenario.ScenarioException;
import io.verdict.launcher.scenario.ScenarioListener;
import io.verdict.launcher.scenario.ScenarioStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scenario price-sensitivity}: from a file of baskets to answers by an approved version (SYS-4). */
@Command(
        name = "price-sensitivity",
        description =
                "Who minds prices how much: draw baskets, some of them bad, make a dataset version of them, train a forest"
                        + " and a stump, evaluate both on customers that none has seen, and let the gates, the approval and"
                        + " the consumer decide who may answer. Ends by itself; exit code 0: all of it held.",
        mixinStandardHelpOptions = true)
final class PriceSensitivityCommand implements Callable<Integer> {

    private static final int FEWEST = 1000;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Baskets that are drawn. Default: ${DEFAULT-VALUE}.")
    int rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of baskets and training. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--json", description = "Print what came of it as one JSON object, on the last line.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the data there. Default: a temporary directory that is deleted at the end.")
    Path data;

    @Option(names = "--secure", description = UpCommand.SECURE)
    boolean secure;

    private final Console console;

    PriceSensitivityCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the signal is only closed
    public Integer call() throws IOException, InterruptedException {
        if (rows < FEWEST) {
            throw new WrongUseException("--rows: of fewer than %d baskets there are too few to be tested on, not %d."
                    .formatted(FEWEST, rows));
        }
        Home home = new Home(data == null ? Files.createTempDirectory("verdict-scenario") : data);
        LogFile.open(home);
        PlatformConfig config =
                new PlatformConfig(home, Ports.FREE, "scenario", Rules.shipped(), Accelerator.cpu()).secured(secure);
        // Around the deletion as well: Ctrl-C ends the process only when that is done.
        try (StopSignal whole = StopSignal.install(() -> {});
                TemporaryFolder folder = new TemporaryFolder(home.root(), data != null, console)) {
            return run(config, PriceSensitivityPlan.standard(rows, seed), folder.path());
        }
    }

    private int run(PlatformConfig config, PriceSensitivityPlan plan, Path root)
            throws IOException, InterruptedException {
        console.say("Starting ...");
        try (Platform platform = Platform.startWithoutModel(config, part -> console.say("  " + part))) {
            PriceSensitivity scenario =
                    new PriceSensitivity(platform, plan, root.resolve("scenario"), Clock.systemUTC(), new Steps());
            ScenarioThread<PriceSensitivityResult> thread = new ScenarioThread<>(scenario::run, scenario::stop);
            return thread.result().map(this::report).orElse(ExitCode.NEGATIVE);
        } catch (ScenarioException e) {
            console.say("The scenario could not go on. " + e.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private int report(PriceSensitivityResult result) {
        PriceSensitivityText.lines(result).forEach(json ? console::say : console::print);
        console.say(
                data == null
                        ? "The log goes with its temporary directory; --data DIR keeps it."
                        : "Look at it again: infra/verdict up --data %s, and then, for example, infra/verdict model show price-sensitivity --data %s"
                                .formatted(data, data));
        if (json) {
            console.json(result);
        }
        return result.holds() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    /** Says which step begins and what came of it. */
    private final class Steps implements ScenarioListener {

        @Override
        public void begins(String step) {
            console.say(step + " ...");
        }

        @Override
        public void done(ScenarioStep step) {
            PriceSensitivityText.lines(step).forEach(console::say);
        }

        @Override
        public RunListener runs() {
            return new RunConsole(console);
        }
    }
}
