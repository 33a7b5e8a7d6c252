package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.launcher.runs.TrainingRequests;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train stop}. */
@Command(
        name = "stop",
        description = "Ask whoever makes a run, wherever that is, to end it; it can be resumed.",
        mixinStandardHelpOptions = true)
final class TrainStopCommand extends MakingRuns {

    private static final Duration LOOK = Duration.ofMillis(500);

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String run;

    @Option(
            names = "--reason",
            defaultValue = "no reason given",
            paramLabel = "TEXT",
            description = "Why, in your words. Default: ${DEFAULT-VALUE}.")
    String reason;

    @Mixin
    PersonOption by;

    @Option(
            names = "--wait",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "How long to wait for it. Default: ${DEFAULT-VALUE}.")
    long waitSeconds;

    TrainStopCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        RunHistory history = known(run);
        if (history.status() != RunStatus.RUNNING) {
            console.print(
                    "Run %s is %s already.".formatted(run, history.status().text()));
            return ExitCode.NEGATIVE;
        }
        String model = history.started().orElseThrow().getSpec().getModel();
        new TrainingRequests(cluster.cluster(), clock).askToStop(run, model, by.person, reason);
        Instant deadline = clock.instant().plusSeconds(waitSeconds);
        while (history.status() == RunStatus.RUNNING && clock.instant().isBefore(deadline)) {
            Thread.sleep(LOOK.toMillis());
            history = known(run);
        }
        if (history.status() == RunStatus.RUNNING) {
            console.print(
                    "Nobody answers for run %s; what made it seems to be gone. Go on with it: infra/verdict train resume %s"
                            .formatted(run, run));
            return ExitCode.UNAVAILABLE;
        }
        RunText.lines(history).forEach(console::print);
        return history.status() == RunStatus.STOPPED ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
