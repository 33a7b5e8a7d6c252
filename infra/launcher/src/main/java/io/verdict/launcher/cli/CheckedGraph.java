package io.verdict.launcher.cli;

import io.verdict.events.ModelDeclaration;
import io.verdict.events.Thresholds;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.classifier.ClassifierSpec;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.classifier.TransformerCheck;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.FeatureEncoder;
import java.util.List;

/**
 * A graph that is what it says, and what its model is declared to be; opened once to see that.
 *
 * @param specification what the registry keeps as the version's {@code model.json}
 * @param runtime what opened it
 */
record CheckedGraph(String version, String specification, Thresholds thresholds, RuntimeReport runtime) {

    /** Classes are answered with whatever probability they have. */
    private static final Thresholds NONE = new Thresholds(0f, 1f, 1);

    /**
     * Opens a detector.
     *
     * @throws WrongUseException naming the flag that is wrong
     */
    static CheckedGraph detector(ModelDeclaration declared, DetectorSpec spec, byte[] graph) {
        sameClasses(declared, spec.classes(), "--spec: its");
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            return new CheckedGraph(
                    spec.version(),
                    spec.toJson(),
                    new Thresholds(spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections()),
                    session.report());
        } catch (DetectorException e) {
            throw new WrongUseException("--artifact: " + e.getMessage());
        }
    }

    /**
     * Opens a classifier, which says everything but its version of itself.
     *
     * @param kind what is declared, tabular or text
     * @throws WrongUseException naming the flag that is wrong
     */
    static CheckedGraph classifier(ModelDeclaration declared, String kind, String model, String version, byte[] graph) {
        try (ClassifierSession session = ClassifierSession.open(graph, model, RuntimeOptions.cpu())) {
            ClassifierContract contract = session.contract();
            if (!contract.kind().equals(kind)) {
                throw new WrongUseException("--artifact: the graph is a %s classifier, but %s is declared as %s."
                        .formatted(contract.kind(), model, declared.getTask()));
            }
            sameClasses(declared, contract.classes(), "--artifact: the graph's");
            if (contract.input() instanceof FeatureEncoder features) {
                session.classification(
                        session.run(List.of(new float[features.size()])).get(0));
            } else {
                InputEncoder.of(contract, model);
                TransformerCheck.pass(session, model);
            }
            ClassifierSpec spec = ClassifierSpec.of(model, version, contract, ImageFetcher.sha256(graph));
            return new CheckedGraph(version, spec.toJson(), NONE, session.report());
        } catch (DetectorException e) {
            throw new WrongUseException("--artifact: " + e.getMessage());
        }
    }

    private static void sameClasses(ModelDeclaration declared, List<String> classes, String whose) {
        if (!List.copyOf(declared.getClasses()).equals(classes)) {
            throw new WrongUseException(
                    "%s classes are %s, those of the declaration %s.".formatted(whose, classes, declared.getClasses()));
        }
    }
}
