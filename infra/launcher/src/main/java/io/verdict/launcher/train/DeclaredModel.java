package io.verdict.launcher.train;

import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.topics.ClusterConfig;
import java.util.List;
import java.util.Optional;

/** What a model is declared to be, as far as training needs it. */
public final class DeclaredModel {

    private DeclaredModel() {}

    /** The declaration in force; empty where there is none. */
    public static Optional<ModelDeclaration> find(ClusterConfig cluster, String model) {
        return ModelArchive.read(cluster, AsOf.now(), model).find(model).map(RegisteredModel::getDeclaration);
    }

    /**
     * Its classes, in the order of the outputs.
     *
     * @throws RunRefusedException if the model is not declared
     */
    public static List<String> classes(ClusterConfig cluster, String model) {
        return find(cluster, model)
                .map(declared -> List.copyOf(declared.getClasses()))
                .orElseThrow(() -> new RunRefusedException(
                        "The model %s is not declared, so nobody knows the order of its classes. See: infra/verdict model declare --help"
                                .formatted(model)));
    }
}
