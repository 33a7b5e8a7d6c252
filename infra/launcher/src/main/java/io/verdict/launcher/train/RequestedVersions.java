package io.verdict.launcher.train;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.DatasetReference;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.runs.RequestedData;
import io.verdict.topics.ClusterConfig;
import java.io.IOException;
import java.time.Clock;

/**
 * Dataset versions that requests name by their manifest or table: a run learns from the split {@code train} and looks at
 * {@code val}, with the classes that its model is declared with. What is neither stays as it is. For one thread.
 */
public record RequestedVersions(ClusterConfig cluster, ObjectStore store) implements RequestedData {

    private static final String PHOTOS = ".jsonl";
    private static final String TABLE = ".csv";

    @Override
    public TrainingSpec of(TrainingSpec requested) throws IOException {
        String uri = requested.getData().getUri();
        String backend = requested.getTrainer();
        // Back ends far away take a file as it lies there.
        boolean isTable = uri.endsWith(TABLE) && LocalBackends.learnsFromTables(backend);
        if (!isTable && !uri.endsWith(PHOTOS)) {
            return requested;
        }
        DatasetReference named = requested.getData().getDataset();
        DatasetDesk desk = new DatasetDesk(new KafkaDatasetLog(cluster), store, Clock.systemUTC());
        DatasetVersions.Choice choice = new DatasetVersions(desk)
                .choose(
                        named.getName() + "@" + named.getSha256(),
                        DeclaredModel.classes(cluster, requested.getModel()));
        choice.demandFitFor(backend);
        TrainingSpec.Builder spec = TrainingSpec.newBuilder(requested).setData(choice.learning());
        if (requested.getValidation() == null) {
            choice.looking().ifPresent(spec::setValidation);
        }
        return spec.build();
    }
}
