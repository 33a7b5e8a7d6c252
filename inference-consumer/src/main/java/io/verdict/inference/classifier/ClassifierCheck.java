package io.verdict.inference.classifier;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.verdict.inference.detector.DetectorException;
import io.verdict.topics.contract.ClassifierContract;
import java.util.Arrays;
import java.util.Map;

/** Compares a classifier's graph with the contract in its metadata, so that a mismatch is a sentence and no wrong class. */
final class ClassifierCheck {
    private final String name;
    private final ClassifierContract contract;

    private ClassifierCheck(String name, ClassifierContract contract) {
        this.name = name;
        this.contract = contract;
    }

    /** @throws DetectorException naming what does not fit */
    static void check(OrtSession session, String name, ClassifierContract contract) throws OrtException {
        ClassifierCheck check = new ClassifierCheck(name, contract);
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (inputs.size() != 1) {
            throw check.mismatch(
                    "takes %d inputs (%s); a classifier takes one".formatted(inputs.size(), inputs.keySet()));
        }
        check.tensor(
                "takes",
                inputs,
                ClassifierContract.FEATURES,
                OnnxJavaType.FLOAT,
                -1,
                contract.encoder().size());
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        check.tensor("puts out", outputs, ClassifierContract.LABEL, OnnxJavaType.INT64, -1);
        check.tensor(
                "puts out",
                outputs,
                ClassifierContract.PROBABILITIES,
                OnnxJavaType.FLOAT,
                -1,
                contract.classes().size());
    }

    private void tensor(String verb, Map<String, NodeInfo> nodes, String node, OnnxJavaType type, long... expected) {
        NodeInfo info = nodes.get(node);
        if (info == null) {
            throw mismatch("%s %s, but no '%s'".formatted(verb, nodes.keySet(), node));
        }
        boolean fits =
                info.getInfo() instanceof TensorInfo tensor && tensor.type == type && fits(tensor.getShape(), expected);
        if (!fits) {
            throw mismatch("%s '%s' as %s, but its contract asks for %s %s"
                    .formatted(verb, node, info.getInfo(), type, Arrays.toString(expected)));
        }
    }

    /** Whether two shapes agree wherever both are known; −1 is unknown. */
    private static boolean fits(long[] actual, long[] expected) {
        if (actual.length != expected.length) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] >= 0 && expected[i] >= 0 && actual[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private DetectorException mismatch(String what) {
        return new DetectorException(
                "%s %s; export it anew with `train tabular` or `train text`".formatted(name, what));
    }
}
