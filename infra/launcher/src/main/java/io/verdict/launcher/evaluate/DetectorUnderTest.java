package io.verdict.launcher.evaluate;

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
        RegisteredGraph registered = RegisteredGraph.find(model, version);
        DetectorSpec spec = spec(registered.version(), name);
        List<String> declared = List.copyOf(model.getDeclaration().getClasses());
        if (!spec.classes().equals(declared)) {
            throw new MisfitException(name, spec.classes(), declared);
        }
        return new DetectorUnderTest(registered.fetch(store), spec);
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
}
