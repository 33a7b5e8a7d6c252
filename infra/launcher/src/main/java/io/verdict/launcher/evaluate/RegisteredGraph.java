package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;

/**
 * A version as it is registered, whose graph is fetched by its hash.
 *
 * @param name model and version, for messages
 */
record RegisteredGraph(String name, ModelVersion version) {

    /** @throws EvaluationRefusedException if there is no such version */
    static RegisteredGraph find(RegisteredModel model, String version) throws EvaluationRefusedException {
        ModelVersion registered = model.getVersions().stream()
                .filter(one -> one.getVersion().equals(version))
                .findFirst()
                .orElseThrow(() -> new EvaluationRefusedException("There is no version '%s' of %s: %s"
                        .formatted(
                                version,
                                model.getModel(),
                                model.getVersions().stream()
                                        .map(ModelVersion::getVersion)
                                        .toList())));
        return new RegisteredGraph(model.getModel() + " " + version, registered);
    }

    /**
     * The graph's bytes, verified.
     *
     * @throws EvaluationRefusedException if its object is missing, altered or not to be read
     * @throws StoreException if the store does not answer
     */
    byte[] fetch(ObjectStore store) throws EvaluationRefusedException, StoreException {
        try {
            return store.get(ObjectRef.of(version.getArtifact()));
        } catch (StoreException e) {
            throw switch (e.kind()) {
                case NOT_FOUND ->
                    new EvaluationRefusedException(
                            "The graph of %s is not where it was registered: %s. Store it there again."
                                    .formatted(name, e.getMessage()),
                            e);
                case HASH_MISMATCH ->
                    new EvaluationRefusedException(
                            "The graph of %s is not what was registered: %s. Find out who changed %s."
                                    .formatted(
                                            name,
                                            e.getMessage(),
                                            version.getArtifact().getUri()),
                            e);
                case DENIED ->
                    new EvaluationRefusedException(
                            "The graph of %s cannot be read from this store: %s. See --store."
                                    .formatted(name, e.getMessage()),
                            e);
                case UNAVAILABLE, FULL -> throw e;
            };
        }
    }
}
