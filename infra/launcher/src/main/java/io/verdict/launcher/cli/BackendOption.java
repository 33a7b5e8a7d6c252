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
import io.verdict.launcher.runs.SearchDesk;
import io.verdict.launcher.train.DeclaredModel;
import io.verdict.launcher.train.LocalBackends;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** Who trains: this process, or machines far away that a file describes. The one place that knows every back end. */
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
        ObjectStore objects = store.open(cluster);
        try {
            return new Opened(named(name, cluster, store, objects), objects);
        } catch (RuntimeException e) {
            objects.close();
            throw e;
        }
    }

    /** Every back end that this process has, by name, over a store that stays the caller's; sagemaker where a file says how. */
    Map<String, TrainingBackend> all(ClusterOptions cluster, StoreOption store, ObjectStore objects) {
        Map<String, TrainingBackend> all = new TreeMap<>(local(cluster, objects));
        if (config != null) {
            all.put(SageMakerBackend.NAME, sageMaker(store.uri(cluster), objects));
        }
        return all;
    }

    /** Who trains a model where nobody says so: by its declared task; a model that is not declared is a detector. */
    static String standard(ClusterOptions cluster, String model) {
        return DeclaredModel.find(cluster.cluster(), model)
                .map(declared -> LocalBackends.backendFor(declared)
                        .orElseThrow(() -> new WrongUseException(
                                "%s is declared as %s, which no back end here trains; name one with --trainer."
                                        .formatted(model, declared.getTask()))))
                .orElse(DetectorBackend.NAME);
    }

    private TrainingBackend named(String name, ClusterOptions cluster, StoreOption store, ObjectStore objects) {
        if (name.equals(SageMakerBackend.NAME)) {
            return sageMaker(store.uri(cluster), objects);
        }
        Map<String, TrainingBackend> local = local(cluster, objects);
        if (!local.containsKey(name)) {
            throw new RunRefusedException("This is a run of '%s', which this command does not make%s"
                    .formatted(
                            name,
                            name.equals(SearchDesk.TRAINER)
                                    ? "; give `train search` the same file and --run again"
                                    : "; there are %s and %s"
                                            .formatted(String.join(", ", local.keySet()), SageMakerBackend.NAME)));
        }
        return local.get(name);
    }

    private static Map<String, TrainingBackend> local(ClusterOptions cluster, ObjectStore objects) {
        return new LocalBackends(objects, RunData.cache(cluster)).byName();
    }

    private TrainingBackend sageMaker(String uri, ObjectStore objects) {
        if (config == null) {
            throw new WrongUseException(
                    "The back end sagemaker needs --backend-config FILE; infra/docs/sagemaker.md has one.");
        }
        SageMakerSettings settings = SageMakerFile.read(config);
        Pace pace = new Pace(
                Clock.systemUTC(), time -> Thread.sleep(time.toMillis()), RandomGenerator.getDefault(), RETRIES);
        try {
            return SageMakerBackend.of(settings, pace, objects, uri);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage() + ".");
        }
    }
}
