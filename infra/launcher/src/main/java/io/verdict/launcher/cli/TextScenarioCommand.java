package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.platform.Accelerator;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.TicketTopics;
import io.verdict.launcher.scenario.TicketTopicsPlan;
import io.verdict.launcher.scenario.TicketTopicsResult;
import io.verdict.launcher.scenario.TicketTopicsText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    OwnPlatformOptions own;

    private final Console console;

    TextScenarioCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rows < FEWEST) {
            throw new WrongUseException("--rows: of fewer than %d tickets there are too few to be tested on, not %d."
                    .formatted(FEWEST, rows));
        }
        TicketTopicsPlan plan = TicketTopicsPlan.standard(rows, seed);
        Rules rules = Rules.shipped().withTriggers(plan.triggers());
        return PlatformJob.scenario(console, own)
                .run(
                        new PlatformJob.Setting("scenario", rules, Accelerator.cpu()),
                        // It looks for an interruption wherever it waits, and needs no other word.
                        (platform, root) ->
                                new PlatformJob.Task(tell -> play(scenario(platform, plan, root), tell), reason -> {}));
    }

    private TicketTopics scenario(Platform platform, TicketTopicsPlan plan, Path root) {
        return new TicketTopics(
                platform,
                plan,
                watch == null ? root.resolve("drop") : watch,
                root.resolve("scenario"),
                Clock.systemUTC(),
                new ScenarioConsole(console, RunListener.NONE));
    }

    private void play(TicketTopics scenario, Consumer<PlatformJob.Report> tell)
            throws IOException, InterruptedException {
        scenario.run(running -> {
            tell.accept(report(running.ownFiles()));
            if (watch != null) {
                console.say("Watching " + watch.toAbsolutePath().normalize() + ". Ctrl-C ends it.");
                running.watch();
            }
        });
    }

    private static PlatformJob.Report report(TicketTopicsResult result) {
        return new PlatformJob.Report(
                result, TicketTopicsText.lines(result), result.holds(), "model show ticket-topic");
    }
}
