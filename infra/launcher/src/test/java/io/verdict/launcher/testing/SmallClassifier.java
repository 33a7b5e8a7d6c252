package io.verdict.launcher.testing;

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
import io.verdict.events.RowInput;
import io.verdict.topics.contract.ClassifierContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Classifiers of rows that are small enough to read: of two numbers from 0 to 10 the larger names the class, with the
 * softmax of {@code scale * row + 0 * sqrt(limit - row)}. Beyond the limit that is no number, and so no answer.
 */
public final class SmallClassifier {

    public static final List<String> CLASSES = List.of("left", "right");

    /** Numbers from which on the fragile one fails. */
    public static final double FRAGILE_FROM = 8;

    private static final float NO_LIMIT = 1_000;
    private static final String CONTRACT =
            "{\"version\":1,\"features\":[{\"name\":\"left\",\"type\":\"NUMBER\",\"required\":true,\"min\":\"0\",\"max\":\"10\"},"
                    + "{\"name\":\"right\",\"type\":\"NUMBER\",\"required\":true,\"min\":\"0\",\"max\":\"10\"}]}";

    private SmallClassifier() {}

    /** Names the larger one; how sure it is grows with the scale. */
    public static byte[] sound(float scale) {
        return graph(scale, NO_LIMIT);
    }

    /** Names the smaller one. */
    public static byte[] contrary() {
        return graph(-1, NO_LIMIT);
    }

    /** Fails on rows beyond {@link #FRAGILE_FROM}. */
    public static byte[] fragile() {
        return graph(1, (float) FRAGILE_FROM);
    }

    /** A row that its contract takes. */
    public static RowInput row(double left, double right) {
        return new RowInput(Map.of("left", left, "right", right));
    }

    /** A row that its contract does not take. */
    public static RowInput badRow() {
        return new RowInput(Map.of("left", "many", "right", 1.0));
    }

    private static byte[] graph(float scale, float limit) {
        String in = ClassifierContract.FEATURES;
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("small")
                .addInput(value(in, TensorProto.DataType.FLOAT, CLASSES.size()))
                .addOutput(value(ClassifierContract.LABEL, TensorProto.DataType.INT64))
                .addOutput(value(ClassifierContract.PROBABILITIES, TensorProto.DataType.FLOAT, CLASSES.size()))
                .addInitializer(number("scale", scale))
                .addInitializer(number("limit", limit))
                .addInitializer(number("zero", 0))
                .addNode(node("Mul", "scaled", in, "scale"))
                .addNode(node("Sub", "left-over", "limit", in))
                .addNode(node("Sqrt", "root", "left-over"))
                .addNode(node("Mul", "nothing", "root", "zero"))
                .addNode(node("Add", "scores", "scaled", "nothing"))
                .addNode(node("Softmax", ClassifierContract.PROBABILITIES, "scores")
                        .addAttribute(attribute("axis", 1)))
                .addNode(node("ArgMax", ClassifierContract.LABEL, "scores")
                        .addAttribute(attribute("axis", 1))
                        .addAttribute(attribute("keepdims", 0)));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
        new TreeMap<>(Map.of(
                        ClassifierContract.KIND,
                        ClassifierContract.TABULAR,
                        ClassifierContract.CONTRACT,
                        CONTRACT,
                        ClassifierContract.CLASSES,
                        "[\"left\",\"right\"]"))
                .forEach((key, text) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build().toByteArray();
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder().setOpType(operator).addOutput(output).addAllInput(List.of(inputs));
    }

    private static AttributeProto.Builder attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static TensorProto.Builder number(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(value);
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
