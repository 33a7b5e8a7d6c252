package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.events.RunStarted;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train resume}. */
@Command(
        name = "resume",
        description = "Go on with a run that was killed, stopped or failed, from its last checkpoint.",
        mixinStandardHelpOptions = true)
final class TrainResumeCommand extends MakingRuns {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String run;

    @Mixin
    DataPlaceOption data;

    @Mixin
    RegisterOption register;

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            description = "In whose name --register registers. Default: the run's author.")
    String person;

    TrainResumeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunHistory before = known(run);
        RunStarted started = before.started().orElseThrow();
        TrainingSpec spec = data.applied(started.getSpec());
        register.demandDatasetVersion(spec);
        if (register.isGiven() && before.status() == RunStatus.FINISHED) {
            throw new RunRefusedException(
                    "Run %s is finished, and takes no more steps. Register what it made: infra/verdict model register --run %s"
                            .formatted(run, run));
        }
        RunOrder order = new RunOrder(
                run,
                started.getAuthor(),
                new TrainingRequested(spec, started.getRepeatOf(), started.getTrialOf()),
                Optional.empty());
        try (BackendOption.Opened opened = backends.open(spec.getTrainer(), cluster, store)) {
            String registrar = person == null ? started.getAuthor() : person;
            return report(run, make(opened, order, register.steps(cluster, opened.store(), clock, registrar)));
        }
    }
}
