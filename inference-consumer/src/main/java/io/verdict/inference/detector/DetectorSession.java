package io.verdict.inference.detector;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.verdict.inference.image.Letterbox;
import io.verdict.inference.image.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A loaded detector on ONNX Runtime: model inputs in, raw outputs and detections out. For one thread at a time, as it
 * reuses its input buffer; pool several for parallel work. Close it to free native memory.
 */
public final class DetectorSession implements AutoCloseable {
    private final DetectorSpec spec;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final RuntimeReport report;
    private final Postprocessor postprocessor;
    private final String inputName;
    private final Planes planes;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    private DetectorSession(DetectorSpec spec, OrtEnvironment environment, SessionFactory.Opened opened) {
        this.spec = spec;
        this.environment = environment;
        this.session = opened.session();
        this.report = opened.report();
        this.postprocessor = new Postprocessor(spec);
        this.inputName = session.getInputNames().iterator().next();
        this.planes = new Planes(spec.inputWidth());
    }

    /**
     * Loads a model.
     *
     * @throws DetectorException if no provider loads it or its input or output is not what the spec declares
     */
    public static DetectorSession open(byte[] model, DetectorSpec spec, RuntimeOptions options) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        SessionFactory.Opened opened = new SessionFactory(environment, options).open(model, spec.name());
        try {
            GraphCheck.check(opened.session(), spec);
        } catch (OrtException | RuntimeException mismatch) {
            try {
                opened.session().close();
            } catch (OrtException closing) {
                mismatch.addSuppressed(closing);
            }
            throw mismatch instanceof DetectorException known
                    ? known
                    : new DetectorException(
                            "%s cannot be inspected: %s".formatted(spec.name(), mismatch.getMessage()), mismatch);
        }
        return new DetectorSession(spec, environment, opened);
    }

    public DetectorSpec spec() {
        return spec;
    }

    public RuntimeReport report() {
        return report;
    }

    /**
     * Runs one batch; the result has one element per input, in order.
     *
     * @throws DetectorException if the runtime fails
     */
    public List<RawOutput> run(List<ModelInput> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try (OnnxTensor input = tensor(batch);
                OrtSession.Result result = session.run(Map.of(inputName, input))) {
            return split((OnnxTensor) result.get(0), batch.size());
        } catch (OrtException failure) {
            throw new DetectorException(
                    "%s failed on a batch of %d: %s".formatted(spec.name(), batch.size(), failure.getMessage()),
                    failure);
        }
    }

    /** The detections in a raw output of this session. */
    public List<Detection> detections(RawOutput output, Letterbox letterbox) {
        return postprocessor.detections(output.values(), 0, output.rows(), output.columns(), letterbox);
    }

    private OnnxTensor tensor(List<ModelInput> batch) throws OrtException {
        int n = batch.size();
        return switch (spec.input()) {
            case UINT8_NHWC -> {
                ByteBuffer bytes = buffer(n * frame());
                for (ModelInput input : batch) {
                    bytes.put(checked(input).rgb());
                }
                long[] shape = {n, spec.inputHeight(), spec.inputWidth(), 3};
                yield OnnxTensor.createTensor(environment, bytes.flip(), shape, OnnxJavaType.UINT8);
            }
            case FLOAT32_NCHW -> {
                FloatBuffer floats = buffer(n * frame() * Float.BYTES).asFloatBuffer();
                for (ModelInput input : batch) {
                    planes.put(checked(input).rgb(), floats);
                }
                long[] shape = {n, 3, spec.inputHeight(), spec.inputWidth()};
                yield OnnxTensor.createTensor(environment, floats.flip(), shape);
            }
        };
    }

    private int frame() {
        return spec.inputWidth() * spec.inputHeight() * 3;
    }

    private ModelInput checked(ModelInput input) {
        Letterbox box = input.letterbox();
        if (box.modelWidth() != spec.inputWidth() || box.modelHeight() != spec.inputHeight()) {
            throw new DetectorException("%s takes %d×%d but the image was prepared for %d×%d"
                    .formatted(
                            spec.name(), spec.inputWidth(), spec.inputHeight(), box.modelWidth(), box.modelHeight()));
        }
        return input;
    }

    private ByteBuffer buffer(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return buffer.clear();
    }

    private List<RawOutput> split(OnnxTensor tensor, int images) {
        long[] shape = tensor.getInfo().getShape();
        if (shape.length != 3 || shape[0] != images) {
            throw new DetectorException(
                    "%s answered a batch of %d with shape %s".formatted(spec.name(), images, Arrays.toString(shape)));
        }
        int rows = Math.toIntExact(shape[1]);
        int columns = Math.toIntExact(shape[2]);
        FloatBuffer floats = tensor.getFloatBuffer();
        List<RawOutput> outputs = new ArrayList<>(images);
        for (int i = 0; i < images; i++) {
            float[] values = new float[rows * columns];
            floats.get(values);
            outputs.add(new RawOutput(values, rows, columns));
        }
        return outputs;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new DetectorException("%s did not close: %s".formatted(spec.name(), failure.getMessage()), failure);
        }
    }
}
