package io.verdict.inference.classifier;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.detector.SessionFactory;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.FeatureEncoder;
import io.verdict.topics.contract.TokenContract;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loaded classifier on ONNX Runtime: encoded inputs in, probabilities and classes out. For one thread at a time; pool
 * several for parallel work. Close it to free native memory.
 */
public final class ClassifierSession implements AutoCloseable {
    private final String name;
    private final ClassifierContract contract;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final RuntimeReport report;

    private ClassifierSession(
            String name, ClassifierContract contract, OrtEnvironment environment, SessionFactory.Opened opened) {
        this.name = name;
        this.contract = contract;
        this.environment = environment;
        this.session = opened.session();
        this.report = opened.report();
    }

    /**
     * Loads a model by what it says of itself.
     *
     * @param name for messages
     * @throws DetectorException if no provider loads it, or it is no classifier whose contract is known here
     */
    public static ClassifierSession open(byte[] model, String name, RuntimeOptions options) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        SessionFactory.Opened opened = new SessionFactory(environment, options).open(model, name);
        try {
            ClassifierContract contract =
                    ClassifierContract.of(opened.session().getMetadata().getCustomMetadata());
            ClassifierCheck.check(opened.session(), name, contract);
            return new ClassifierSession(name, contract, environment, opened);
        } catch (OrtException | RuntimeException mismatch) {
            try {
                opened.session().close();
            } catch (OrtException closing) {
                mismatch.addSuppressed(closing);
            }
            throw mismatch instanceof DetectorException known
                    ? known
                    : new DetectorException(
                            "%s is no classifier that can be served: %s".formatted(name, mismatch.getMessage()),
                            mismatch);
        }
    }

    /**
     * Loads a model that has to be what is declared.
     *
     * @throws DetectorException also if its kind or its classes are not those of the spec
     */
    public static ClassifierSession open(byte[] model, ClassifierSpec spec, RuntimeOptions options) {
        ClassifierSession session = open(model, spec.name(), options);
        ClassifierContract contract = session.contract();
        if (!contract.kind().equals(spec.kind()) || !contract.classes().equals(spec.classes())) {
            session.close();
            throw new DetectorException(
                    "%s is a %s classifier of %s, but a %s classifier of %s is declared; correct one"
                            .formatted(spec.name(), contract.kind(), contract.classes(), spec.kind(), spec.classes()));
        }
        return session;
    }

    /** How inputs become its features or tokens. */
    public ClassifierContract contract() {
        return contract;
    }

    public RuntimeReport report() {
        return report;
    }

    /**
     * Runs one batch; the result has one element per input, in order: a row with the probabilities, then the index of the
     * class.
     *
     * @throws DetectorException if an input has another length than the graph takes, or the runtime fails
     */
    public List<RawOutput> run(List<float[]> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try (OnnxTensor input = tensor(batch);
                OrtSession.Result result = session.run(Map.of(ClassifierContract.FEATURES, input))) {
            return split(
                    (OnnxTensor) result.get(ClassifierContract.PROBABILITIES).orElseThrow(),
                    (OnnxTensor) result.get(ClassifierContract.LABEL).orElseThrow(),
                    batch.size());
        } catch (OrtException failure) {
            throw failed(batch.size(), failure);
        }
    }

    /**
     * The same for a graph of tokens. Texts of different lengths share a batch: what a graph adds up in another order for
     * another padding may differ in an answer's last bits.
     *
     * @throws DetectorException if a text has no token or more than the graph takes, or the runtime fails
     */
    public List<RawOutput> runTokens(List<TokenRow> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        if (!(contract.input() instanceof TokenContract tokens)) {
            throw new DetectorException(name + " takes features, not tokens");
        }
        for (TokenRow row : batch) {
            if (row.ids().length == 0 || row.ids().length > tokens.maxTokens()) {
                throw new DetectorException(
                        "%s takes 1 to %d tokens, not %d".formatted(name, tokens.maxTokens(), row.ids().length));
            }
        }
        try (TokenBatch inputs = TokenBatch.of(environment, batch, tokens.padId(), session.getInputNames());
                OrtSession.Result result = session.run(inputs.tensors(), Set.of(ClassifierContract.LOGITS))) {
            return probabilities(
                    (OnnxTensor) result.get(ClassifierContract.LOGITS).orElseThrow(), batch.size());
        } catch (OrtException failure) {
            throw failed(batch.size(), failure);
        }
    }

    private DetectorException failed(int batch, OrtException failure) {
        return new DetectorException(
                "%s failed on a batch of %d: %s".formatted(name, batch, failure.getMessage()), failure);
    }

    private List<RawOutput> probabilities(OnnxTensor logits, int inputs) {
        int classes = contract.classes().size();
        FloatBuffer floats = logits.getFloatBuffer();
        if (floats.remaining() != inputs * classes) {
            throw new DetectorException(
                    "%s answered a batch of %d with %d logits".formatted(name, inputs, floats.remaining()));
        }
        List<RawOutput> outputs = new ArrayList<>(inputs);
        for (int i = 0; i < inputs; i++) {
            float[] values = new float[classes];
            floats.get(values);
            outputs.add(new RawOutput(Softmax.withIndex(values), 1, classes + 1));
        }
        return outputs;
    }

    /**
     * What a raw output of this session says.
     *
     * @throws DetectorException if it has no probabilities, or a class that is none
     */
    public Classification classification(RawOutput output) {
        int classes = contract.classes().size();
        List<Float> probabilities = new ArrayList<>(classes);
        for (int i = 0; i < classes; i++) {
            float value = output.values()[i];
            // Not within also where it is no number.
            if (!(value >= 0 && value <= 1)) {
                throw new DetectorException(
                        "%s gives %s the probability %s; probabilities lie in 0–1, so correct the end of its graph"
                                .formatted(name, contract.classes().get(i), value));
            }
            probabilities.add(value);
        }
        int index = (int) output.values()[classes];
        if (index < 0 || index >= classes) {
            throw new DetectorException(
                    "%s answers with class %d of %d; correct the end of its graph".formatted(name, index, classes));
        }
        return new Classification(contract.classes().get(index), probabilities);
    }

    private OnnxTensor tensor(List<float[]> batch) throws OrtException {
        if (!(contract.input() instanceof FeatureEncoder features)) {
            throw new DetectorException(name + " takes tokens, not features");
        }
        int width = features.size();
        FloatBuffer floats = FloatBuffer.allocate(Math.multiplyExact(batch.size(), width));
        for (float[] input : batch) {
            if (input.length != width) {
                throw new DetectorException("%s takes %d features, not %d".formatted(name, width, input.length));
            }
            floats.put(input);
        }
        return OnnxTensor.createTensor(environment, floats.flip(), new long[] {batch.size(), width});
    }

    private List<RawOutput> split(OnnxTensor probabilities, OnnxTensor labels, int inputs) {
        int classes = contract.classes().size();
        FloatBuffer floats = probabilities.getFloatBuffer();
        LongBuffer indices = labels.getLongBuffer();
        if (floats.remaining() != inputs * classes || indices.remaining() != inputs) {
            throw new DetectorException("%s answered a batch of %d with %d probabilities and %d classes"
                    .formatted(name, inputs, floats.remaining(), indices.remaining()));
        }
        List<RawOutput> outputs = new ArrayList<>(inputs);
        for (int i = 0; i < inputs; i++) {
            float[] values = new float[classes + 1];
            floats.get(values, 0, classes);
            values[classes] = indices.get();
            outputs.add(new RawOutput(values, 1, values.length));
        }
        return outputs;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new DetectorException("%s did not close: %s".formatted(name, failure.getMessage()), failure);
        }
    }
}
