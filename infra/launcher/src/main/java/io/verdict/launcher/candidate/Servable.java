package io.verdict.launcher.candidate;

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
 * A graph that is what it says, opened once by serving's code to see that.
 *
 * @param specification what the registry keeps of the version
 * @param runtime what opened it
 */
public record Servable(String specification, Thresholds thresholds, RuntimeReport runtime) {

    /** Classes are answered with whatever probability they have. */
    private static final Thresholds NONE = new Thresholds(0f, 1f, 1);

    /**
     * Opens a detector.
     *
     * @throws UnservableException if it cannot be served as it is specified
     */
    public static Servable detector(DetectorSpec spec, byte[] graph) throws UnservableException {
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            DetectorSpec said = session.spec();
            return new Servable(
                    said.toJson(),
                    new Thresholds(said.scoreThreshold(), said.iouThreshold(), said.maxDetections()),
                    session.report());
        } catch (DetectorException e) {
            throw new UnservableException(e.getMessage(), e);
        }
    }

    /**
     * Opens a classifier, which says everything but its version of itself, and asks it once.
     *
     * @throws UnservableException if it cannot be served, or is not what its model is declared to be
     */
    public static Servable classifier(ModelDeclaration declared, String model, String version, byte[] graph)
            throws UnservableException {
        try (ClassifierSession session = ClassifierSession.open(graph, model, RuntimeOptions.cpu())) {
            ClassifierContract contract = session.contract();
            if (!contract.kind().equals(kind(declared))) {
                throw new UnservableException("the graph is a %s classifier, but %s is declared as %s."
                        .formatted(contract.kind(), model, declared.getTask()));
            }
            if (!List.copyOf(declared.getClasses()).equals(contract.classes())) {
                throw new UnservableException("the graph's classes are %s, those of the declaration %s."
                        .formatted(contract.classes(), declared.getClasses()));
            }
            if (contract.input() instanceof FeatureEncoder features) {
                session.classification(
                        session.run(List.of(new float[features.size()])).get(0));
            } else {
                InputEncoder.of(contract, model);
                TransformerCheck.pass(session, model);
            }
            ClassifierSpec spec = ClassifierSpec.of(model, version, contract, ImageFetcher.sha256(graph));
            return new Servable(spec.toJson(), NONE, session.report());
        } catch (DetectorException e) {
            throw new UnservableException(e.getMessage(), e);
        }
    }

    private static String kind(ModelDeclaration declared) {
        return switch (declared.getTask()) {
            case CLASSIFICATION -> ClassifierContract.TABULAR;
            case TEXT_CLASSIFICATION -> ClassifierContract.TEXT;
            case OBJECT_DETECTION, REGRESSION, CLUSTERING, RANKING, UNKNOWN -> "";
        };
    }
}
