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
import io.verdict.events.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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

    /** A back end, and what was opened for it. */
    record Opened(TrainingBackend backend, Optional<ObjectStore> store) implements AutoCloseable {
        @Override
        public void close() {
            store.ifPresent(ObjectStore::close);
        }
    }

    /** The back end of that name; the caller closes it. */
    Opened open(String name, ClusterOptions cluster, StoreOption store) throws StoreException {
        return switch (name) {
            case DetectorBackend.NAME -> new Opened(RunOptions.backend(cluster), Optional.empty());
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
            return new Opened(SageMakerBackend.of(settings, pace, objects, store.uri(cluster)), Optional.of(objects));
        } catch (IllegalArgumentException e) {
            objects.close();
            throw new WrongUseException(e.getMessage() + ".");
        }
    }

    /** Names data for a back end by its content. */
    static TrainingData reference(String backend, ClusterOptions cluster, Path where) throws IOException {
        // A path knows of no double slash.
        return backend.equals(SageMakerBackend.NAME)
                ? SageMakerBackend.reference(where.toString().replaceFirst("^s3:/+", "s3://"))
                : RunOptions.reference(RunOptions.photos(cluster), where);
    }
}
