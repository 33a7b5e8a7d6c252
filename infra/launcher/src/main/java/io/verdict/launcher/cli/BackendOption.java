package io.verdict.launcher.cli;

import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.sagemaker.Pace;
import io.verdict.connectors.sagemaker.SageMakerBackend;
import io.verdict.connectors.sagemaker.SageMakerFile;
import io.verdict.connectors.sagemaker.SageMakerSettings;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.training.DetectorBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** Who trains: this process, or machines far away that a file describes. */
final class BackendOption {

    private static final RetryPolicy RETRIES = new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Option(
            names = "--backend-config",
            paramLabel = "FILE",
            description = "What training jobs are made with, as YAML; for the back end `sagemaker`, which also needs"
                    + " --store s3://….")
    Path config;

    /** A back end, and the store that it works with. */
    record Opened(TrainingBackend backend, ObjectStore store) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /** The back end of that name; the caller closes it. */
    Opened open(String name, ClusterOptions cluster, StoreOption store) throws StoreException {
        return switch (name) {
            case DetectorBackend.NAME -> detector(cluster, store.open(cluster));
            case SageMakerBackend.NAME -> sageMaker(cluster, store);
            default ->
                throw new RunRefusedException("This is a run of '%s', which this command does not make%s"
                        .formatted(
                                name,
                                name.equals("search")
                                        ? "; give `train search` the same file and --run again"
                                        : "; there are " + DetectorBackend.NAME + " and " + SageMakerBackend.NAME));
        };
    }

    private static Opened detector(ClusterOptions cluster, ObjectStore objects) {
        return new Opened(RunOptions.backend(cluster, objects), objects);
    }

    private Opened sageMaker(ClusterOptions cluster, StoreOption store) throws StoreException {
        if (config == null) {
            throw new WrongUseException(
                    "The back end sagemaker needs --backend-config FILE; infra/docs/sagemaker.md has one.");
        }
        SageMakerSettings settings = SageMakerFile.read(config);
        Pace pace = new Pace(
                Clock.systemUTC(), time -> Thread.sleep(time.toMillis()), RandomGenerator.getDefault(), RETRIES);
        ObjectStore objects = store.open(cluster);
        try {
            return new Opened(SageMakerBackend.of(settings, pace, objects, store.uri(cluster)), objects);
        } catch (IllegalArgumentException e) {
            objects.close();
            throw new WrongUseException(e.getMessage() + ".");
        }
    }
}
