package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunComparison;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.runs.TrainingRequests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code train repeat}. */
@Command(
        name = "repeat",
        description = "Make a run again from what its events say, compare what came of it byte for byte, and say what"
                + " differs. Exit code 0: the same artifact.",
        mixinStandardHelpOptions = true)
final class TrainRepeatCommand extends MakingRuns {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String run;

    @Mixin
    DataPlaceOption data;

    @Mixin
    PersonOption by;

    TrainRepeatCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunHistory first = known(run);
        if (first.status() != RunStatus.FINISHED) {
            throw new RunRefusedException(
                    "Run %s is %s; only what is finished can be compared with. See: infra/verdict train resume %s"
                            .formatted(run, first.status().text(), run));
        }
        TrainingSpec spec = data.applied(first.started().orElseThrow().getSpec());
        String runId = EventIds.next(clock);
        RunOrder order = new TrainingRequests(cluster.cluster(), clock)
                .ask(runId, by.person, new TrainingRequested(spec, run, null));
        console.say("Run " + runId + " repeats " + run);
        RunOutcome outcome;
        try (BackendOption.Opened opened = backends.open(spec.getTrainer(), cluster, store)) {
            outcome = make(opened, order, List.of());
        }
        if (!(outcome instanceof RunOutcome.Finished)) {
            return report(runId, outcome);
        }
        RunComparison comparison = RunComparison.of(first, RunArchive.read(cluster.cluster(), runId));
        if (json) {
            console.json(Map.of(
                    "run", run,
                    "repetition", runId,
                    "same", comparison.same(),
                    "artifacts", comparison.artifacts(),
                    "differences", comparison.differences()));
        } else {
            console.print(comparison.same() ? "The same, byte for byte." : "Something else came of it.");
            comparison.artifacts().forEach((name, hash) -> console.print("  " + name + "  " + hash));
            comparison.differences().forEach(each -> console.print("  differs in " + each));
        }
        return comparison.same() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
