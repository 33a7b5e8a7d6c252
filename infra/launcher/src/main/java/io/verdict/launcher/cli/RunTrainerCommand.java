package io.verdict.launcher.cli;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.candidate.VersionName;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainerService;
import io.verdict.launcher.runs.Trainers;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.launcher.train.RequestedVersions;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run trainer}. */
@Command(
        name = "trainer",
        description =
                "Makes the runs that training requests ask for, one after the other, each with the back end that its"
                        + " request names; sagemaker with --backend-config. A run that is interrupted"
                        + " goes on from its last checkpoint when this is started again.",
        mixinStandardHelpOptions = true)
final class RunTrainerCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

    @Mixin
    BackendOption backends;

    /** How versions are called. */
    enum Naming {
        /** The number after the highest. */
        NEXT,
        /** As the run is. */
        RUN
    }

    @Option(
            names = "--register",
            paramLabel = "HOW",
            description = "Register what comes of each run as a version that is called the next number (next) or as the"
                    + " run (run), and evaluate it on the test split of its dataset version, beside the version that"
                    + " serves. Default: runs end with their artifact.")
    Naming register;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description = "Properties file of the role registry-gateway, for --register on a cluster that asks for"
                    + " a name. Default: that of --config.")
    Path registryConfig;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "trainer",
            description = "In whose name --register registers, as a data scientist. Default: ${DEFAULT-VALUE}.")
    String registrar;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "1",
            description = "Name of this instance, its own among all that run and the same after a restart, so that it"
                    + " goes on at once. Default: ${DEFAULT-VALUE}.")
    String instance;

    RunTrainerCommand(Console console) {
        this.console = console;
    }

    @Override
    @SuppressWarnings("try") // the signal is only closed
    public Integer call() throws InterruptedException, StoreException {
        LogFile.open(cluster.home(), "trainer");
        Clock clock = Clock.systemUTC();
        ClusterConfig config = cluster.cluster();
        try (ObjectStore objects = store.open(cluster)) {
            Trainers trainers = trainers(config, objects, clock);
            TrainingRequests requests = new TrainingRequests(config, clock);
            try (TrainerService service = new TrainerService(
                            config,
                            instance,
                            trainers,
                            requests,
                            new RequestedVersions(config, objects),
                            new RunConsole(console));
                    StopSignal signal = StopSignal.install(service::close)) {
                service.run(() -> console.print("Trainer waits for requests at " + config.bootstrap()));
            }
        }
        return ExitCode.OK;
    }

    private Trainers trainers(ClusterConfig config, ObjectStore objects, Clock clock) {
        List<FollowUp> after = after(objects, clock);
        Map<String, Trainer> trainers = new TreeMap<>();
        backends.all(cluster, store, objects)
                .forEach((name, backend) -> trainers.put(
                        name,
                        new Trainer(
                                new KafkaRunLogs(config, clock),
                                clock,
                                backend,
                                objects,
                                RunOptions.work(cluster),
                                after)));
        return new Trainers(trainers);
    }

    private List<FollowUp> after(ObjectStore objects, Clock clock) {
        if (register == null) {
            return List.of();
        }
        VersionName name =
                switch (register) {
                    case NEXT -> VersionName.nextNumber();
                    case RUN -> VersionName.ofTheRun();
                };
        return RegisterOption.candidates(cluster, registryConfig, objects, clock)
                .steps(new Actor(registrar, Role.DATA_SCIENTIST.identity()), name);
    }
}
