package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.ModelTask;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.Thresholds;
import io.verdict.inference.detector.DetectorSpec;
import java.util.List;

/**
 * A registered version's graph, fetched by its hash, and how it would be served.
 *
 * @param spec with the thresholds that it is registered to be served with
 */
public record DetectorUnderTest(byte[] graph, DetectorSpec spec) {

    /**
     * Fetches and checks a version.
     *
     * @throws EvaluationRefusedException if there is no such version, it is no detector, its object is missing or altered,
     *     or its classes are not those of the declaration
     * @throws StoreException if the store does not answer
     */
    public static DetectorUnderTest load(RegisteredModel model, String version, ObjectStore store)
            throws EvaluationRefusedException, StoreException {
        String name = model.getModel() + " " + version;
        if (model.getDeclaration() == null || model.getDeclaration().getTask() != ModelTask.OBJECT_DETECTION) {
            throw new EvaluationRefusedException(
                    "%s is not declared as an object detector, so there are no photos to measure it on"
                            .formatted(model.getModel()));
        }
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
        DetectorSpec spec = spec(registered, name);
        if (!spec.classes().equals(List.copyOf(model.getDeclaration().getClasses()))) {
            throw new EvaluationRefusedException(
                    "The classes of %s are %s, those of the declaration in force %s. Register a version that fits it."
                            .formatted(
                                    name, spec.classes(), model.getDeclaration().getClasses()));
        }
        return new DetectorUnderTest(graph(registered, name, store), spec);
    }

    private static DetectorSpec spec(ModelVersion version, String name) throws EvaluationRefusedException {
        try {
            DetectorSpec declared = DetectorSpec.fromJson(version.getSpecification());
            Thresholds thresholds = version.getThresholds();
            return new DetectorSpec(
                    declared.name(),
                    declared.version(),
                    declared.classes(),
                    declared.inputWidth(),
                    declared.inputHeight(),
                    declared.input(),
                    declared.output(),
                    thresholds.getScore(),
                    thresholds.getIou(),
                    thresholds.getMaxDetections(),
                    version.getArtifact().getSha256());
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static byte[] graph(ModelVersion version, String name, ObjectStore store)
            throws EvaluationRefusedException, StoreException {
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
