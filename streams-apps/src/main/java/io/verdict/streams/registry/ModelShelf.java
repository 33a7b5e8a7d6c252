package io.verdict.streams.registry;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps a model in two stores, a row for itself and one for each of its versions, so that a fact rewrites what it changes
 * and not everything that ever was. For one thread.
 */
final class ModelShelf {

    private static final StringSerializer PREFIX = new StringSerializer();

    private final KeyValueStore<String, RegisteredModel> models;
    private final KeyValueStore<String, RegisteredVersion> versions;

    /**
     * What was written.
     *
     * @param model the model's row, without its versions
     * @param versions the rows of those versions that changed
     */
    record Rows(RegisteredModel model, List<RegisteredVersion> versions) {}

    ModelShelf(KeyValueStore<String, RegisteredModel> models, KeyValueStore<String, RegisteredVersion> versions) {
        this.models = models;
        this.versions = versions;
    }

    /** Key of a version's row; neither name holds a slash. */
    static String key(String model, String version) {
        return model + "/" + version;
    }

    /** The model with all its versions. */
    Optional<RegisteredModel> load(String name) {
        return Optional.ofNullable(models.get(name))
                .map(model -> isWhole(model) ? model : withVersions(model, versions(name)));
    }

    /** A row from before versions had rows of their own; the next fact about the model takes it apart. */
    private static boolean isWhole(RegisteredModel row) {
        return !row.getVersions().isEmpty();
    }

    /** Writes what is different now. */
    Rows save(Optional<RegisteredModel> before, RegisteredModel after) {
        RegisteredModel stored = models.get(after.getModel());
        List<ModelVersion> known = stored == null || isWhole(stored)
                ? List.of()
                : before.map(RegisteredModel::getVersions).orElse(List.of());
        List<RegisteredVersion> changed = new ArrayList<>();
        for (int i = 0; i < after.getVersions().size(); i++) {
            ModelVersion version = after.getVersions().get(i);
            boolean same =
                    i < known.size() && (known.get(i) == version || known.get(i).equals(version));
            if (!same) {
                RegisteredVersion row = new RegisteredVersion(after.getModel(), i, after.getLatest(), version);
                versions.put(key(after.getModel(), version.getVersion()), row);
                changed.add(row);
            }
        }
        RegisteredModel head = withVersions(after, List.of());
        models.put(after.getModel(), head);
        return new Rows(head, changed);
    }

    /** The same with other versions; shares what it has, as records are not changed. */
    static RegisteredModel withVersions(RegisteredModel model, List<ModelVersion> versions) {
        return new RegisteredModel(
                model.getModel(),
                model.getRevision(),
                model.getLatest(),
                model.getDeclaration(),
                model.getDeclarationDigest(),
                model.getProposal(),
                versions,
                model.getAliases(),
                model.getChampions(),
                model.getRollout(),
                model.getPinned());
    }

    private List<ModelVersion> versions(String model) {
        List<RegisteredVersion> rows = new ArrayList<>();
        try (KeyValueIterator<String, RegisteredVersion> found = versions.prefixScan(key(model, ""), PREFIX)) {
            found.forEachRemaining(row -> rows.add(row.value));
        }
        rows.sort(Comparator.comparingInt(RegisteredVersion::getOrdinal));
        return rows.stream().map(RegisteredVersion::getVersion).toList();
    }
}
