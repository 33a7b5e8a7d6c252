package io.verdict.inference.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.verdict.inference.classifier.ClassifierSpec;
import io.verdict.topics.contract.ClassifierContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Classifiers small enough to read: softmax of two features, so that the larger one names the class. */
public final class TestClassifiers {
    public static final List<String> CLASSES = List.of("left", "right");

    /** Two numbers from 0 to 10; the second may be missing, which this graph cannot stand. */
    public static final String ROWS =
            "{\"version\":1,\"features\":[{\"name\":\"a\",\"type\":\"NUMBER\",\"required\":true,\"min\":\"0\",\"max\":\"10\"},"
                    + "{\"name\":\"b\",\"type\":\"NUMBER\",\"required\":false}]}";

    /** Counts two words. */
    public static final String TEXTS =
            "{\"version\":1,\"tokeniser\":\"nfkc-lower-1\",\"pairs\":false,\"tokens\":[\"left\",\"right\"]}";

    private TestClassifiers() {}

    public static byte[] ofRows() {
        return graph(2, metadata(ClassifierContract.TABULAR, ROWS));
    }

    public static byte[] ofTexts() {
        return graph(2, metadata(ClassifierContract.TEXT, TEXTS));
    }

    public static Map<String, String> metadata(String kind, String contract) {
        return new TreeMap<>(Map.of(
                ClassifierContract.KIND,
                kind,
                ClassifierContract.CONTRACT,
                contract,
                ClassifierContract.CLASSES,
                "[\"left\",\"right\"]"));
    }

    public static ClassifierSpec spec(String kind) {
        return new ClassifierSpec("sides", "1", kind, CLASSES, "");
    }

    /** @param features how many the graph takes; 2 is what the contracts say */
    public static byte[] graph(int features, Map<String, String> metadata) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("sides")
                .addInput(value(ClassifierContract.FEATURES, TensorProto.DataType.FLOAT, features))
                .addOutput(value(ClassifierContract.LABEL, TensorProto.DataType.INT64))
                .addOutput(value(ClassifierContract.PROBABILITIES, TensorProto.DataType.FLOAT, features))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Softmax")
                        .addInput(ClassifierContract.FEATURES)
                        .addOutput(ClassifierContract.PROBABILITIES)
                        .addAttribute(number("axis", 1)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("ArgMax")
                        .addInput(ClassifierContract.FEATURES)
                        .addOutput(ClassifierContract.LABEL)
                        .addAttribute(number("axis", 1))
                        .addAttribute(number("keepdims", 0)));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
        metadata.forEach((key, text) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build().toByteArray();
    }

    private static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long side : sides) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
