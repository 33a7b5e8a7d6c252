package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.DatasetReference;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.RegisteredModel;
import io.verdict.inference.classifier.ClassifierSpec;
import java.util.List;
import java.util.Optional;

/**
 * A registered version's graph, fetched by its hash, and what it is registered as.
 *
 * @param learntFrom what it was trained on; empty where nobody has said
 */
record ClassifierUnderTest(byte[] graph, ClassifierSpec spec, Optional<DatasetReference> learntFrom) {

    /**
     * Fetches and checks a version.
     *
     * @throws MisfitException if its classes are not those of the declaration
     * @throws EvaluationRefusedException if there is no such version, it classifies neither rows nor texts, or its object
     *     is missing or altered
     * @throws StoreException if the store does not answer
     */
    static ClassifierUnderTest load(RegisteredModel model, String version, ObjectStore store)
            throws EvaluationRefusedException, StoreException {
        RegisteredGraph registered = RegisteredGraph.find(model, version);
        ClassifierSpec spec = spec(registered);
        List<String> declared = List.copyOf(declaration(model).getClasses());
        if (!spec.classes().equals(declared)) {
            throw new MisfitException(registered.name(), spec.classes(), declared);
        }
        return new ClassifierUnderTest(
                registered.fetch(store),
                spec,
                Optional.ofNullable(registered.version().getDataset()));
    }

    /** What a reader has to know where it learnt from another table than the one that it is measured on. */
    Optional<String> provenance(DatasetReference measuredOn) {
        if (learntFrom.isEmpty()) {
            return Optional.of("Nobody has said what version %s was trained on; it may have learnt from these rows."
                    .formatted(spec.version()));
        }
        return learntFrom
                .filter(table -> !table.getSha256().equals(measuredOn.getSha256()))
                .map(table ->
                        "Version %s was trained on %s. Where that was split by another seed, it may have learnt from these rows."
                                .formatted(spec.version(), table.getName()));
    }

    /** What the model is declared to be, where that classifies rows or texts. */
    static ModelDeclaration declaration(RegisteredModel model) throws EvaluationRefusedException {
        ModelDeclaration declared = model.getDeclaration();
        if (declared == null
                || declared.getTask() != ModelTask.CLASSIFICATION
                        && declared.getTask() != ModelTask.TEXT_CLASSIFICATION) {
            throw new EvaluationRefusedException(
                    "%s is not declared to classify rows or texts, so there is no table to measure it on"
                            .formatted(model.getModel()));
        }
        return declared;
    }

    private static ClassifierSpec spec(RegisteredGraph registered) throws EvaluationRefusedException {
        try {
            ClassifierSpec said = ClassifierSpec.fromJson(registered.version().getSpecification());
            return new ClassifierSpec(
                    said.name(),
                    said.version(),
                    said.kind(),
                    said.classes(),
                    registered.version().getArtifact().getSha256());
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException("%s: %s".formatted(registered.name(), e.getMessage()), e);
        }
    }
}
