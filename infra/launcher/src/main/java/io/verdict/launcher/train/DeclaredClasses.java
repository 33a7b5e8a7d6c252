package io.verdict.launcher.train;

import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.topics.ClusterConfig;
import java.util.List;

/** The classes that a model is declared with: their order is that of a detector's outputs. */
public final class DeclaredClasses {

    private DeclaredClasses() {}

    /** @throws RunRefusedException if the model is not declared */
    public static List<String> of(ClusterConfig cluster, String model) {
        return ModelArchive.read(cluster, AsOf.now(), model)
                .find(model)
                .map(RegisteredModel::getDeclaration)
                .map(declared -> List.copyOf(declared.getClasses()))
                .orElseThrow(() -> new RunRefusedException(
                        "The model %s is not declared, so nobody knows the order of its classes. See: infra/verdict model declare --help"
                                .formatted(model)));
    }
}
