package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.runs.TrainingRequests;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train start}. */
@Command(
        name = "start",
        description = "Start a run in this process and follow it to its end. After an interruption, the same command"
                + " with the same --run goes on from the last checkpoint.",
        mixinStandardHelpOptions = true)
final class TrainStartCommand extends MakingRuns {

    @Mixin
    RunOptions run;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data; short for --set epochs=N.")
    Integer epochs;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A hyper-parameter; may be given several times.")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--parent",
            paramLabel = "RUN",
            description = "Fine-tune: begin with the weights of that run's last checkpoint.")
    String parent;

    @Mixin
    RegisterOption register;

    TrainStartCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (register.isGiven() && run.data.from.dataset == null) {
            throw new WrongUseException("--register goes with --dataset: the version is evaluated on its test split.");
        }
        if (epochs != null) {
            parameters.put("epochs", epochs.toString());
        }
        try (BackendOption.Opened opened = backends.open(run.trainer(cluster), cluster, store)) {
            return start(opened);
        }
    }

    private int start(BackendOption.Opened opened) throws IOException, InterruptedException {
        TrainingBackend trainer = opened.backend();
        RunData.Named named = run.data.named(trainer.name(), run.model, cluster, opened.store());
        TrainingSpec spec = new TrainingSpec(
                run.model,
                trainer.name(),
                named.data(),
                named.validation(),
                parent == null ? null : parent(),
                RunOptions.complete(trainer, parameters, run.threads),
                run.seed,
                run.threads,
                run.limits(),
                run.price());
        String runId = Optional.ofNullable(run.run).orElseGet(() -> EventIds.next(clock));
        RunOrder order = new TrainingRequests(cluster.cluster(), clock)
                .ask(runId, run.by.person, new TrainingRequested(spec, null, null));
        console.say("Run " + runId);
        return report(runId, make(opened, order, register.steps(cluster, opened.store(), clock, run.by.person)));
    }

    private TrainingParent parent() {
        return known(parent)
                .checkpoint()
                .map(saved -> new TrainingParent(parent, null, saved.getObject()))
                .orElseThrow(() -> new RunRefusedException(
                        "Run " + parent + " has no checkpoint to begin with; choose another parent"));
    }
}
