package io.verdict.inference.evaluation;

import io.verdict.inference.classifier.Classification;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.decide.Encoded;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.evaluation.classification.Classified;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.session.GraphInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a candidate over labelled rows or texts through serving's own encoder and session, so that the numbers hold for what
 * will be served. For one thread at a time, as its session is.
 */
public final class ClassifierEvaluation {
    private static final int BATCH = 256;
    /** A transformer's batch is padded to its longest text. */
    private static final int BATCH_OF_TOKENS = 32;

    private final ClassifierSession session;
    private final InputEncoder encoder;

    /**
     * An evaluation.
     *
     * @param name of the model, for messages
     * @throws DetectorException if the model's tokenizer does not work here
     */
    public ClassifierEvaluation(ClassifierSession session, String name) {
        this.session = session;
        this.encoder = InputEncoder.of(session.contract(), name);
    }

    /**
     * A labelled input.
     *
     * @param input a {@link io.verdict.events.RowInput} or a {@link io.verdict.events.TextInput}, as a request holds it
     * @param truth index of its class in the order of the graph's outputs
     */
    public record Labelled(Example example, Object input, int truth) {}

    /**
     * What became of an input.
     *
     * @param refusal why the model's contract does not take it; empty where it was answered
     */
    public record Seen(Classified classified, String refusal) {

        public boolean isRefused() {
            return !refusal.isEmpty();
        }
    }

    /**
     * Classifies, in the order of the inputs; what the contract does not take is refused, as a request would be.
     *
     * @throws DetectorException if the graph fails, or answers what is no class or no probabilities
     */
    public List<Seen> run(List<Labelled> inputs) {
        List<Seen> seen = new ArrayList<>(inputs.size());
        int size = encoder instanceof InputEncoder.OfTokens ? BATCH_OF_TOKENS : BATCH;
        for (int from = 0; from < inputs.size(); from += size) {
            seen.addAll(batch(inputs.subList(from, Math.min(inputs.size(), from + size))));
        }
        return seen;
    }

    private List<Seen> batch(List<Labelled> inputs) {
        List<String> refusals = new ArrayList<>();
        List<GraphInput> encoded = new ArrayList<>();
        for (Labelled input : inputs) {
            try {
                encoded.add(Encoded.of(input.input(), encoder).input());
                refusals.add("");
            } catch (IllegalArgumentException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
        List<RawOutput> outputs = outputs(encoded);
        List<Seen> seen = new ArrayList<>();
        int answered = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Labelled input = inputs.get(i);
            seen.add(
                    refusals.get(i).isEmpty()
                            ? new Seen(classified(input, outputs.get(answered++)), "")
                            : new Seen(Classified.refused(input.example(), input.truth()), refusals.get(i)));
        }
        return seen;
    }

    private List<RawOutput> outputs(List<GraphInput> inputs) {
        return encoder instanceof InputEncoder.OfTokens
                ? session.runTokens(inputs.stream()
                        .map(input -> ((GraphInput.Tokens) input).row())
                        .toList())
                : session.run(inputs.stream()
                        .map(input -> ((GraphInput.Features) input).values())
                        .toList());
    }

    private Classified classified(Labelled input, RawOutput output) {
        Classification answer = session.classification(output);
        try {
            return new Classified(
                    input.example(),
                    input.truth(),
                    session.contract().classes().indexOf(answer.label()),
                    answer.probabilities().stream().map(Float::doubleValue).toList());
        } catch (IllegalArgumentException e) {
            throw new DetectorException(e.getMessage() + "; correct the end of its graph", e);
        }
    }
}
