package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.PriceSensitivityText;
import io.verdict.launcher.scenario.ScenarioException;
import io.verdict.launcher.scenario.ScenarioListener;
import io.verdict.launcher.scenario.ScenarioStep;
import io.verdict.launcher.scenario.TicketTopics;
import io.verdict.launcher.scenario.TicketTopicsPlan;
import io.verdict.launcher.scenario.TicketTopicsResult;
import io.verdict.launcher.scenario.TicketTopicsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scenario text}: from files that are dropped into a folder to answers, with nobody in between (SYS-5). */
@Command(
        name = "text",
        description =
                "What support tickets are about: files are dropped into a watched folder, and nobody does anything more."
                        + " Each is checked and becomes a dataset version or is put aside; a version is trained on,"
                        + " evaluated beside the one that serves, and deployed if it is good enough. One file is torn, one"
                        + " has shuffled labels. Ends by itself; exit code 0: all of it held.",
        mixinStandardHelpOptions = true)
final class TextScenarioCommand implements Callable<Integer> {

    private static final int FEWEST = 800;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1200",
            description = "Tickets of the first file. Default: ${DEFAULT-VALUE}.")
    int rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of tickets. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--watch",
            paramLabel = "DIR",
            description =
                    "Watch this folder, and go on when the scenario's own files are through: drop files of your own"
                            + " (`table sample tickets` draws some) and see what becomes of them, until Ctrl-C.")
    Path watch;

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

    TextScenarioCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the signal is only closed
    public Integer call() throws IOException, InterruptedException {
        if (rows < FEWEST) {
            throw new WrongUseException("--rows: of fewer than %d tickets there are too few to be tested on, not %d."
                    .formatted(FEWEST, rows));
        }
        Home home = new Home(data == null ? Files.createTempDirectory("verdict-scenario") : data);
        LogFile.open(home);
        TicketTopicsPlan plan = TicketTopicsPlan.standard(rows, seed);
        Rules rules = Rules.shipped().withTriggers(plan.triggers());
        PlatformConfig config =
                new PlatformConfig(home, Ports.FREE, "scenario", rules, Accelerator.cpu()).secured(secure);
        // Around the deletion as well: Ctrl-C ends the process only when that is done.
        try (StopSignal whole = StopSignal.install(() -> {});
                TemporaryFolder folder = new TemporaryFolder(home.root(), data != null, console)) {
            return run(config, plan, folder.path());
        }
    }

    private int run(PlatformConfig config, TicketTopicsPlan plan, Path root) throws IOException, InterruptedException {
        console.say("Starting ...");
        AtomicInteger code = new AtomicInteger(ExitCode.NEGATIVE);
        try (Platform platform = Platform.startWithoutModel(config, part -> console.say("  " + part))) {
            TicketTopics scenario = new TicketTopics(
                    platform,
                    plan,
                    watch == null ? root.resolve("drop") : watch,
                    root.resolve("scenario"),
                    Clock.systemUTC(),
                    new Steps());
            ScenarioThread<Integer> thread = new ScenarioThread<>(
                    () -> {
                        scenario.run(running -> {
                            code.set(report(running.ownFiles()));
                            if (watch != null) {
                                console.say("Watching " + watch.toAbsolutePath().normalize() + ". Ctrl-C ends it.");
                                running.watch();
                            }
                        });
                        return code.get();
                    },
                    reason -> {});
            thread.result();
            return code.get();
        } catch (ScenarioException e) {
            console.say("The scenario could not go on. " + e.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private int report(TicketTopicsResult result) {
        TicketTopicsText.lines(result).forEach(json ? console::say : console::print);
        console.say(
                data == null
                        ? "The log goes with its temporary directory; --data DIR keeps it."
                        : "Look at it again: infra/verdict up --data %s, and then, for example, infra/verdict model show ticket-topic --data %s"
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
            return RunListener.NONE;
        }
    }
}
