package io.verdict.launcher.cli;

import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainerService;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.launcher.train.RequestedVersions;
import io.verdict.topics.ClusterConfig;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run trainer}. */
@Command(
        name = "trainer",
        description = "Makes the runs that training requests ask for, one after the other. A run that is interrupted"
                + " goes on from its last checkpoint when this is started again.",
        mixinStandardHelpOptions = true)
final class RunTrainerCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

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
            Trainer trainer = new Trainer(
                    new KafkaRunLogs(config, clock),
                    clock,
                    RunOptions.backend(cluster, objects),
                    objects,
                    RunOptions.work(cluster));
            TrainingRequests requests = new TrainingRequests(config, clock);
            try (TrainerService service = new TrainerService(
                            config,
                            instance,
                            trainer,
                            requests,
                            new RequestedVersions(config, objects),
                            new RunConsole(console));
                    StopSignal signal = StopSignal.install(service::close)) {
                service.run(() -> console.print("Trainer waits for requests at " + config.bootstrap()));
            }
        }
        return ExitCode.OK;
    }
}
