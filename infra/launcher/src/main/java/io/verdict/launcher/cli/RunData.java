package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.sagemaker.SageMakerBackend;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.training.DetectionData;
import io.verdict.events.DatasetReference;
import io.verdict.events.TrainingData;
import io.verdict.launcher.train.DatasetPhotos;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.launcher.train.DeclaredModel;
import io.verdict.launcher.train.LocalBackends;
import io.verdict.launcher.train.PhotoData;
import io.verdict.launcher.train.PhotoSources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a run learns from: a dataset version, or a folder. */
final class RunData {

    /** One of the two. */
    static final class From {

        @Option(
                names = "--dataset",
                required = true,
                paramLabel = "NAME[@VERSION]",
                description =
                        "Dataset version to learn from, photos or a table: its split 'train', and 'val' to measure by on the way."
                                + " Default version: the latest that stands.")
        String dataset;

        @Option(
                names = "--data-set",
                required = true,
                paramLabel = "FOLDER",
                description = "Photo set to learn from: photos and annotations.json. Rows and texts come by --dataset.")
        Path folder;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    From from;

    @Option(
            names = "--validation",
            paramLabel = "FOLDER",
            description = "With --data-set: photo set to measure by on the way; what it shows is the trainer's claim.")
    Path validation;

    /** What a run is told: what it learns from, and what it measures itself by, or null. */
    record Named(TrainingData data, TrainingData validation) {}

    /** @param backend who trains, as data far away is named otherwise */
    Named named(String backend, String model, ClusterOptions cluster, ObjectStore store) throws IOException {
        if (from.folder != null && LocalBackends.learnsFromTables(backend)) {
            throw new WrongUseException(
                    "%s learns from rows: give --dataset NAME, as `dataset build --table` publishes it, in place of --data-set."
                            .formatted(backend));
        }
        if (from.folder != null) {
            return new Named(
                    folder(backend, from.folder, cluster, store),
                    validation == null ? null : folder(backend, validation, cluster, store));
        }
        if (backend.equals(SageMakerBackend.NAME)) {
            throw new WrongUseException(
                    "--dataset is for runs in this process; name the data for sagemaker with --data-set s3://….");
        }
        if (validation != null) {
            throw new WrongUseException("--validation goes with --data-set; a dataset version has its split 'val'.");
        }
        DatasetDesk desk = new DatasetDesk(new KafkaDatasetLog(cluster.cluster()), store, Clock.systemUTC());
        DatasetVersions.Choice choice =
                new DatasetVersions(desk).choose(from.dataset, DeclaredModel.classes(cluster.cluster(), model));
        choice.demandFitFor(backend);
        return new Named(choice.learning(), choice.looking().orElse(null));
    }

    private static TrainingData folder(String backend, Path where, ClusterOptions cluster, ObjectStore store)
            throws IOException {
        // A path knows of no double slash.
        return backend.equals(SageMakerBackend.NAME)
                ? SageMakerBackend.reference(where.toString().replaceFirst("^s3:/+", "s3://"))
                : reference(photos(cluster, store), where);
    }

    static DetectionData photos(ClusterOptions cluster, ObjectStore store) {
        Path cache = cache(cluster);
        return new PhotoSources(new DatasetPhotos(store, cache), new PhotoData(cache));
    }

    static Path cache(ClusterOptions cluster) {
        return cluster.home().root().resolve("training/photos");
    }

    /** A reference to a photo set, by the bytes that lie there now. */
    private static TrainingData reference(DetectionData reader, Path folder) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        String name = place.getFileName().toString();
        String uri = place.toUri().toString();
        TrainingData there = new TrainingData(new DatasetReference(name, ""), uri);
        return new TrainingData(
                new DatasetReference(name, reader.describe(there).sha256()), uri);
    }
}
