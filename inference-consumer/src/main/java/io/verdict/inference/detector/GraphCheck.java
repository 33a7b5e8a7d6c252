package io.verdict.inference.detector;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;

/** Compares a graph with its declaration at load time, so that a mismatch is a sentence and not wrong boxes. */
final class GraphCheck {
    private final DetectorSpec spec;

    private GraphCheck(DetectorSpec spec) {
        this.spec = spec;
    }

    static void check(OrtSession session, DetectorSpec spec) throws OrtException {
        GraphCheck check = new GraphCheck(spec);
        check.input(session.getInputInfo());
        check.output(session.getOutputInfo());
    }

    private void input(Map<String, NodeInfo> inputs) {
        if (inputs.size() != 1) {
            throw mismatch("takes %d inputs (%s); a detector takes one".formatted(inputs.size(), inputs.keySet()));
        }
        TensorInfo tensor = tensor(inputs.values().iterator().next());
        OnnxJavaType type =
                switch (spec.input()) {
                    case UINT8_NHWC -> OnnxJavaType.UINT8;
                    case FLOAT32_NCHW -> OnnxJavaType.FLOAT;
                };
        long[] declared =
                switch (spec.input()) {
                    case UINT8_NHWC -> new long[] {-1, spec.inputHeight(), spec.inputWidth(), 3};
                    case FLOAT32_NCHW -> new long[] {-1, 3, spec.inputHeight(), spec.inputWidth()};
                };
        if (tensor.type != type || !fits(tensor.getShape(), declared)) {
            throw mismatch("takes %s %s but %s %s is declared"
                    .formatted(
                            tensor.type, Arrays.toString(tensor.getShape()), spec.input(), Arrays.toString(declared)));
        }
    }

    private void output(Map<String, NodeInfo> outputs) {
        TensorInfo tensor = tensor(outputs.values().iterator().next());
        long[] declared =
                switch (spec.output()) {
                    case YOLO_RAW -> new long[] {-1, 4 + spec.classes().size(), -1};
                    case END_TO_END -> new long[] {-1, -1, 6};
                };
        if (tensor.type != OnnxJavaType.FLOAT || !fits(tensor.getShape(), declared)) {
            throw mismatch("puts out %s %s but %s %s is declared"
                    .formatted(
                            tensor.type, Arrays.toString(tensor.getShape()), spec.output(), Arrays.toString(declared)));
        }
    }

    /** Whether two shapes agree wherever both are known; −1 is unknown. */
    private static boolean fits(long[] actual, long[] declared) {
        if (actual.length != declared.length) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] >= 0 && declared[i] >= 0 && actual[i] != declared[i]) {
                return false;
            }
        }
        return true;
    }

    private TensorInfo tensor(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            return tensor;
        }
        throw mismatch("has %s, which is not a tensor".formatted(node.getName()));
    }

    private DetectorException mismatch(String what) {
        return new DetectorException("%s %s; correct model.json or the model".formatted(spec.name(), what));
    }
}
