package io.verdict.launcher.cli;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.events.RunStop;
import io.verdict.launcher.runs.Listening;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainingRequests;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that makes a run in this process. */
abstract class MakingRuns implements Callable<Integer> {

    final Console console;
    final Clock clock = Clock.systemUTC();

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

    @Mixin
    BackendOption backends;

    @Option(names = "--json", description = "The run as one JSON object when it is over.")
    boolean json;

    MakingRuns(Console console) {
        this.console = console;
    }

    /** Makes the run, and stops it in order when the process is asked to end. */
    @SuppressWarnings("try") // what listens for a stop is only closed
    final RunOutcome make(BackendOption.Opened opened, RunOrder order, List<FollowUp> after)
            throws InterruptedException {
        StopSwitch stop = new StopSwitch();
        try (Listening asked = new TrainingRequests(cluster.cluster(), clock).listen(order.runId(), stop);
                StopSignal signal =
                        StopSignal.install(() -> stop.stop(RunStop.PERSON, "the process was asked to end"))) {
            Trainer trainer = new Trainer(
                    new KafkaRunLogs(cluster.cluster(), clock),
                    clock,
                    opened.backend(),
                    opened.store(),
                    RunOptions.work(cluster),
                    after);
            return trainer.run(order, stop, new RunConsole(console));
        }
    }

    final int report(String runId, RunOutcome outcome) {
        RunHistory history = RunArchive.read(cluster.cluster(), runId);
        if (json) {
            console.json(RunText.object(history));
        } else {
            RunText.lines(history).forEach(console::print);
        }
        if (!(outcome instanceof RunOutcome.Finished)) {
            console.say("Go on with it: infra/verdict train resume " + runId);
        }
        return outcome instanceof RunOutcome.Finished ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    /** A run that there is. */
    final RunHistory known(String runId) {
        RunHistory history = RunArchive.read(cluster.cluster(), runId);
        if (history.started().isEmpty()) {
            throw new RunRefusedException("There is no run " + runId + ". All of them: infra/verdict train list");
        }
        return history;
    }
}
