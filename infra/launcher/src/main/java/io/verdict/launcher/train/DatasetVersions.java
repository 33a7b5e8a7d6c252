package io.verdict.launcher.train;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.DatasetHistory;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetReference;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.TrainingData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Dataset versions as runs learn from them. For one thread. */
public final class DatasetVersions {

    private static final String LEARN = "train";
    private static final String LOOK = "val";
    private static final int SHOWN = 12;

    private final DatasetDesk desk;

    public DatasetVersions(DatasetDesk desk) {
        this.desk = desk;
    }

    /**
     * A version to learn from.
     *
     * @param dataset its dataset
     * @param classes of the detector, in the order of their indices; a table's classes are in its schema
     */
    public record Choice(String dataset, DatasetVersionPublished version, List<String> classes) {

        public Choice {
            classes = List.copyOf(classes);
        }

        /** The name and the beginning of the version, which its SHA-256 completes. */
        public DatasetReference reference() {
            return new DatasetReference(dataset + "@" + version.getVersion().substring(0, SHOWN), version.getVersion());
        }

        /**
         * Refuses where a back end could not learn from it.
         *
         * @throws RunRefusedException if it is photos and rows are needed or the other way round, a table has other
         *     classes than the model, or photos are to teach a model that has none
         */
        public void demandFitFor(String backend) {
            boolean isTable = version.getTable() != null;
            if (isTable != LocalBackends.learnsFromTables(backend)) {
                throw new RunRefusedException(
                        "%s is %s, from which '%s' does not learn. Name another dataset or trainer"
                                .formatted(reference().getName(), isTable ? "a table" : "photos", backend));
            }
            if (!isTable && classes.isEmpty()) {
                throw new RunRefusedException(
                        "The model is declared with no classes, so '%s' cannot tell what the boxes on %s are. Declare it with classes"
                                .formatted(backend, reference().getName()));
            }
            List<String> labels = version.getSplits().get(0).getClasses().stream()
                    .map(ClassCount::getLabel)
                    .toList();
            if (isTable && !labels.equals(classes)) {
                throw new RunRefusedException(
                        "The classes of %s are %s, those of the model's declaration %s. Let the schema's label and the declaration name the same, in one order"
                                .formatted(reference().getName(), labels, classes));
            }
        }

        /** What is learnt from. */
        public TrainingData learning() {
            return data(LEARN);
        }

        /** What is looked at on the way; empty where the version has no such split. */
        public Optional<TrainingData> looking() {
            return version.getSplits().stream().map(DatasetSplit::getName).anyMatch(LOOK::equals)
                    ? Optional.of(data(LOOK))
                    : Optional.empty();
        }

        private TrainingData data(String split) {
            String uri = version.getTable() == null
                    ? new DatasetPart(version.getManifest().getUri(), split, classes).uri()
                    : TablePart.of(version, Split.published(split).orElseThrow())
                            .uri();
            return new TrainingData(reference(), uri);
        }
    }

    /**
     * The version that is meant.
     *
     * @param named {@code NAME}, for the latest that stands, or {@code NAME@VERSION} with at least 8 digits of the version
     * @throws RunRefusedException if there is none, or it was withdrawn
     */
    public Choice choose(String named, List<String> classes) throws IOException {
        int sign = named.indexOf('@');
        String dataset = sign < 0 ? named : named.substring(0, sign);
        DatasetHistory history = desk.history(dataset);
        Optional<DatasetHistory.Version> found =
                sign < 0 ? history.lastGood() : history.find(named.substring(sign + 1));
        DatasetHistory.Version version = found.orElseThrow(() -> new RunRefusedException(
                "There is no version '%s' to learn from. Those that there are: infra/verdict dataset list %s"
                        .formatted(named, dataset)));
        version.withdrawn().ifPresent(why -> {
            throw new RunRefusedException("Version %s of %s was withdrawn: %s. Use %s"
                    .formatted(
                            version.published().getVersion(),
                            dataset,
                            why.getReason(),
                            why.getLastGood() == null ? "another" : dataset + "@" + why.getLastGood()));
        });
        return new Choice(dataset, version.published(), classes);
    }
}
