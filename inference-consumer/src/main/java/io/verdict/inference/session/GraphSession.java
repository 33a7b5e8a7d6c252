package io.verdict.inference.session;

import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.classifier.TransformerCheck;
import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.FeatureEncoder;
import io.verdict.topics.contract.TokenContract;
import java.util.List;
import java.util.Optional;

/** A session on a graph of whichever kind. For one thread at a time. */
sealed interface GraphSession extends AutoCloseable {

    /**
     * Loads a graph.
     *
     * @throws DetectorException if it does not load or is not what is declared
     */
    static GraphSession open(ServedGraph graph, byte[] onnx, RuntimeOptions options) {
        if (graph instanceof ServedGraph.Detector detector) {
            return new OfPhotos(DetectorSession.open(onnx, detector.spec(), options));
        }
        ServedGraph.Classifier classifier = (ServedGraph.Classifier) graph;
        ClassifierSession session = ClassifierSession.open(onnx, classifier.spec(), options);
        return session.contract().input() instanceof TokenContract tokens
                ? new OfTokens(classifier, session, tokens)
                : new OfFeatures(classifier, session);
    }

    String name();

    String version();

    RuntimeReport report();

    /** How rows or texts become its input; empty where it takes photos. */
    Optional<ClassifierContract> contract();

    /** An input to warm it up and to check it with. */
    GraphInput sample();

    /** Runs one batch; the result has one element per input, in order. */
    List<RawOutput> run(List<GraphInput> batch);

    /** @throws DetectorException if the output says nothing, as where a value is no number */
    Interpreted interpret(RawOutput output, GraphInput input);

    @Override
    void close();

    /** A detector. */
    record OfPhotos(DetectorSession session) implements GraphSession {
        @Override
        public String name() {
            return session.spec().name();
        }

        @Override
        public String version() {
            return session.spec().version();
        }

        @Override
        public RuntimeReport report() {
            return session.report();
        }

        @Override
        public Optional<ClassifierContract> contract() {
            return Optional.empty();
        }

        @Override
        public GraphInput sample() {
            return new GraphInput.Photo(HealthCheck.picture(session.spec()));
        }

        @Override
        public List<RawOutput> run(List<GraphInput> batch) {
            return session.run(batch.stream()
                    .map(input -> ((GraphInput.Photo) input).pixels())
                    .toList());
        }

        @Override
        public Interpreted interpret(RawOutput output, GraphInput input) {
            RawOutput.Inspection inspection = output.inspect();
            inspection.notFinite().ifPresent(at -> {
                throw new DetectorException("%s puts out %s; its weights or its input scaling are wrong"
                        .formatted(name(), output.values()[at]));
            });
            List<Detection> detections = session.detections(
                    output, ((GraphInput.Photo) input).pixels().letterbox());
            for (Detection detection : detections) {
                if (detection.score() > 1) {
                    throw new DetectorException(
                            "%s gives the score %s; scores must lie in 0–1, so put the sigmoid into the graph or correct"
                                            .formatted(name(), detection.score())
                                    + " the declared output layout");
                }
            }
            return new Interpreted(new Answer.Detected(detections), inspection.sha256());
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A classifier of whatever input. */
    sealed interface OfClasses extends GraphSession {

        ServedGraph.Classifier graph();

        ClassifierSession session();

        @Override
        default String name() {
            return graph().name();
        }

        @Override
        default String version() {
            return graph().version();
        }

        @Override
        default RuntimeReport report() {
            return session().report();
        }

        @Override
        default Optional<ClassifierContract> contract() {
            return Optional.of(session().contract());
        }

        @Override
        default Interpreted interpret(RawOutput output, GraphInput input) {
            return new Interpreted(new Answer.Classified(session().classification(output)), output.sha256());
        }

        @Override
        default void close() {
            session().close();
        }
    }

    /** A classifier of rows, or of texts by their words. */
    record OfFeatures(ServedGraph.Classifier graph, ClassifierSession session) implements OfClasses {

        /** The first category of each, a text of no known word: a graph has to answer whatever its contract lets in. */
        @Override
        public GraphInput sample() {
            return new GraphInput.Features(
                    new float[((FeatureEncoder) session.contract().input()).size()]);
        }

        @Override
        public List<RawOutput> run(List<GraphInput> batch) {
            return session.run(batch.stream()
                    .map(input -> ((GraphInput.Features) input).values())
                    .toList());
        }
    }

    /** A transformer of texts. */
    record OfTokens(ServedGraph.Classifier graph, ClassifierSession session, TokenContract tokens)
            implements OfClasses {
        @Override
        public GraphInput sample() {
            return new GraphInput.Tokens(TransformerCheck.sample(tokens));
        }

        @Override
        public List<RawOutput> run(List<GraphInput> batch) {
            return session.runTokens(batch.stream()
                    .map(input -> ((GraphInput.Tokens) input).row())
                    .toList());
        }
    }
}
