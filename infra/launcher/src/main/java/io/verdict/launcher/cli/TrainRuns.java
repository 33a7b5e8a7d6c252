package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunComparison;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.events.DatasetReference;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStop;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingParent;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.runs.Listening;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainingRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that make runs. */
final class TrainRuns {

    private TrainRuns() {}

    /** What makes a run in this process. */
    abstract static class Making implements Callable<Integer> {

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

        Making(Console console) {
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

    /** {@code train start}. */
    @Command(
            name = "start",
            description =
                    "Start a run in this process and follow it to its end. After an interruption, the same command"
                            + " with the same --run goes on from the last checkpoint.",
            mixinStandardHelpOptions = true)
    static final class StartCommand extends Making {

        @Mixin
        RunOptions run;

        @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data; short for --set epochs=N.")
        Integer epochs;

        @Option(
                names = "--set",
                paramLabel = "NAME=VALUE",
                description = "A hyper-parameter; may be given several times.")
        Map<String, String> parameters = new LinkedHashMap<>();

        @Option(
                names = "--parent",
                paramLabel = "RUN",
                description = "Fine-tune: begin with the weights of that run's last checkpoint.")
        String parent;

        @Mixin
        RegisterOption register;

        StartCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (register.isGiven() && run.data.from.dataset == null) {
                throw new WrongUseException(
                        "--register goes with --dataset: the version is evaluated on its test split.");
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
                    .ask(runId, run.person, new TrainingRequested(spec, null, null));
            console.say("Run " + runId);
            return report(runId, make(opened, order, register.steps(cluster, opened.store(), clock, run.person)));
        }

        private TrainingParent parent() {
            return known(parent)
                    .checkpoint()
                    .map(saved -> new TrainingParent(parent, null, saved.getObject()))
                    .orElseThrow(() -> new RunRefusedException(
                            "Run " + parent + " has no checkpoint to begin with; choose another parent"));
        }
    }

    /** {@code train resume}. */
    @Command(
            name = "resume",
            description = "Go on with a run that was killed, stopped or failed, from its last checkpoint.",
            mixinStandardHelpOptions = true)
    static final class ResumeCommand extends Making {

        @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
        String run;

        @Option(
                names = "--data-set",
                paramLabel = "FOLDER",
                description = "Where the same data lies now. Default: where it lay.")
        Path data;

        @Mixin
        RegisterOption register;

        @Option(
                names = "--as",
                paramLabel = "PERSON",
                description = "In whose name --register registers. Default: the run's author.")
        String person;

        ResumeCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            RunHistory before = known(run);
            RunStarted started = before.started().orElseThrow();
            TrainingSpec spec = moved(started.getSpec(), data);
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

    /** {@code train repeat}. */
    @Command(
            name = "repeat",
            description =
                    "Make a run again from what its events say, compare what came of it byte for byte, and say what"
                            + " differs. Exit code 0: the same artifact.",
            mixinStandardHelpOptions = true)
    static final class RepeatCommand extends Making {

        @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
        String run;

        @Option(
                names = "--data-set",
                paramLabel = "FOLDER",
                description = "Where the same data lies now. Default: where it lay.")
        Path data;

        @Option(
                names = "--as",
                paramLabel = "PERSON",
                defaultValue = "${sys:user.name}",
                description = "Who asks. Default: ${DEFAULT-VALUE}.")
        String person;

        RepeatCommand(Console console) {
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
            TrainingSpec spec = moved(first.started().orElseThrow().getSpec(), data);
            String runId = EventIds.next(clock);
            RunOrder order = new TrainingRequests(cluster.cluster(), clock)
                    .ask(runId, person, new TrainingRequested(spec, run, null));
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

    /** The same data where it lies now; the hash that it must have stays. */
    private static TrainingSpec moved(TrainingSpec spec, Path folder) {
        if (folder == null) {
            return spec;
        }
        DatasetReference dataset = spec.getData().getDataset();
        return TrainingSpec.newBuilder(spec)
                .setData(new TrainingData(
                        dataset, folder.toAbsolutePath().normalize().toUri().toString()))
                .build();
    }
}
