package io.verdict.inference.classifier;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.verdict.inference.detector.DetectorException;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.FeatureEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares a classifier's graph with the contract in its metadata, so that a mismatch is a sentence and no wrong class. */
final class ClassifierCheck {
    private static final List<String> TOKEN_INPUTS =
            List.of(ClassifierContract.INPUT_IDS, ClassifierContract.ATTENTION_MASK, ClassifierContract.TOKEN_TYPE_IDS);

    private final String name;
    private final ClassifierContract contract;

    private ClassifierCheck(String name, ClassifierContract contract) {
        this.name = name;
        this.contract = contract;
    }

    /** @throws DetectorException naming what does not fit */
    static void check(OrtSession session, String name, ClassifierContract contract) throws OrtException {
        ClassifierCheck check = new ClassifierCheck(name, contract);
        if (contract.input() instanceof FeatureEncoder features) {
            check.features(session.getInputInfo(), session.getOutputInfo(), features.size());
        } else {
            check.tokens(session.getInputInfo(), session.getOutputInfo());
        }
    }

    private void features(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs, int features) {
        if (inputs.size() != 1) {
            throw mismatch("takes %d inputs (%s); a classifier takes one".formatted(inputs.size(), inputs.keySet()));
        }
        tensor("takes", inputs, ClassifierContract.FEATURES, OnnxJavaType.FLOAT, -1, features);
        tensor("puts out", outputs, ClassifierContract.LABEL, OnnxJavaType.INT64, -1);
        tensor(
                "puts out",
                outputs,
                ClassifierContract.PROBABILITIES,
                OnnxJavaType.FLOAT,
                -1,
                contract.classes().size());
    }

    private void tokens(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {
        for (String input : inputs.keySet()) {
            if (!TOKEN_INPUTS.contains(input)) {
                throw mismatch("takes '%s', which is none of %s".formatted(input, TOKEN_INPUTS));
            }
        }
        tensor("takes", inputs, ClassifierContract.INPUT_IDS, OnnxJavaType.INT64, -1, -1);
        tensor("takes", inputs, ClassifierContract.ATTENTION_MASK, OnnxJavaType.INT64, -1, -1);
        if (inputs.containsKey(ClassifierContract.TOKEN_TYPE_IDS)) {
            tensor("takes", inputs, ClassifierContract.TOKEN_TYPE_IDS, OnnxJavaType.INT64, -1, -1);
        }
        inputs.forEach((input, info) -> {
            long[] shape = ((TensorInfo) info.getInfo()).getShape();
            if (shape[0] >= 0 || shape[1] >= 0) {
                throw mismatch("takes '%s' as %s, and texts and their tokens come in any number"
                        .formatted(input, Arrays.toString(shape)));
            }
        });
        tensor(
                "puts out",
                outputs,
                ClassifierContract.LOGITS,
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
        String remedy = contract.input() instanceof FeatureEncoder
                ? "export it anew with `train tabular` or `train text`"
                : "export it for sequence classification, in 32-bit floats, with both axes of %s dynamic"
                        .formatted(TOKEN_INPUTS);
        return new DetectorException("%s %s; %s".formatted(name, what, remedy));
    }
}
