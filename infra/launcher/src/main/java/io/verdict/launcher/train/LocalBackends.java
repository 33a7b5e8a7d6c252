package io.verdict.launcher.train;

import io.verdict.connectors.classifier.ClassifierBackend;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.text.TextLearner;
import io.verdict.connectors.training.DetectorBackend;
import io.verdict.connectors.trees.TabularLearner;
import io.verdict.events.ModelDeclaration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The back ends that train in this process: detectors from photos, classifiers of rows and of texts from tables.
 *
 * @param store holds dataset versions
 * @param photos folder for decoded photos; may be lost
 */
public record LocalBackends(ObjectStore store, Path photos) {

    /** All of them by name, in the order of their names. */
    public Map<String, TrainingBackend> byName() {
        StoredTables tables = new StoredTables(store);
        return Stream.of(
                        new DetectorBackend(new PhotoSources(new DatasetPhotos(store, photos), new PhotoData(photos))),
                        new ClassifierBackend(TabularLearner.create(), tables),
                        new ClassifierBackend(TextLearner.create(), tables))
                .collect(Collectors.toMap(TrainingBackend::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    /** Who trains models that are declared like this; empty where nobody here does. */
    public static Optional<String> backendFor(ModelDeclaration declared) {
        return switch (declared.getTask()) {
            case OBJECT_DETECTION -> Optional.of(DetectorBackend.NAME);
            case CLASSIFICATION -> Optional.of(TabularLearner.NAME);
            case TEXT_CLASSIFICATION -> Optional.of(TextLearner.NAME);
            case REGRESSION, CLUSTERING, RANKING, UNKNOWN -> Optional.empty();
        };
    }

    /** Whether a back end learns from tables, and not from photos. */
    public static boolean learnsFromTables(String backend) {
        return backend.equals(TabularLearner.NAME) || backend.equals(TextLearner.NAME);
    }
}
