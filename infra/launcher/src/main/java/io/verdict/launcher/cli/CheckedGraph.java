package io.verdict.launcher.cli;

import io.verdict.events.ModelDeclaration;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.launcher.candidate.Servable;
import io.verdict.launcher.candidate.UnservableException;
import java.util.List;

/**
 * A graph that is what it says, and what its model is declared to be; what is wrong with it is told by the flag that
 * named it.
 */
record CheckedGraph(String version, Servable servable) {

    /**
     * Opens a detector.
     *
     * @throws WrongUseException naming the flag that is wrong
     */
    static CheckedGraph detector(ModelDeclaration declared, DetectorSpec spec, byte[] graph) {
        if (!List.copyOf(declared.getClasses()).equals(spec.classes())) {
            throw new WrongUseException("--spec: its classes are %s, those of the declaration %s."
                    .formatted(spec.classes(), declared.getClasses()));
        }
        try {
            return new CheckedGraph(spec.version(), Servable.detector(spec, graph));
        } catch (UnservableException e) {
            throw new WrongUseException("--artifact: " + e.getMessage());
        }
    }

    /**
     * Opens a classifier, which says everything but its version of itself.
     *
     * @throws WrongUseException naming the flag that is wrong
     */
    static CheckedGraph classifier(ModelDeclaration declared, String model, String version, byte[] graph) {
        try {
            return new CheckedGraph(version, Servable.classifier(declared, model, version, graph));
        } catch (UnservableException e) {
            throw new WrongUseException("--artifact: " + e.getMessage());
        }
    }
}
