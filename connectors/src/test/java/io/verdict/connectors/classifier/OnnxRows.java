package io.verdict.connectors.classifier;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** Runs a classifier's file with ONNX Runtime. */
public final class OnnxRows implements AutoCloseable {
    private final OrtSession session;

    public OnnxRows(byte[] onnx) throws OrtException {
        this(onnx, 1);
    }

    public OnnxRows(byte[] onnx, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        }
    }

    public record Answer(long[] labels, float[][] probabilities) {}

    public Answer run(float[][] rows) throws OrtException {
        try (OnnxTensor in = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
                OrtSession.Result out = session.run(Map.of("features", in))) {
            return new Answer((long[]) out.get("label").orElseThrow().getValue(), (float[][])
                    out.get("probabilities").orElseThrow().getValue());
        }
    }

    public Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    public OrtSession session() {
        return session;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
