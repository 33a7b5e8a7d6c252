package io.verdict.inference.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import java.util.List;

/**
 * Detectors small enough to read: one end-to-end box whose score is the picture's mean red, so that an answer tells which
 * picture it is about.
 */
public final class TestGraphs {
    public static final int SIDE = 64;
    private static final int OPSET = 13;
    private static final int IR_VERSION = 8;

    private TestGraphs() {}

    /** Box (8, 8)–(40, 40) of class 0, score mean red / 255 + {@code bias}. */
    public static byte[] meanRed(float bias) {
        return model(false, bias);
    }

    /** The same, but raises an error on pictures whose mean green is 200 or more. */
    public static byte[] fragile() {
        return model(true, 0);
    }

    /** Declares either of them. */
    public static DetectorSpec spec(String name, String version) {
        return new DetectorSpec(
                name,
                version,
                List.of("dent", "scratch"),
                SIDE,
                SIDE,
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                0.1f,
                0.5f,
                10,
                "");
    }

    private static byte[] model(boolean fragile, float bias) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("mean-red")
                .addInput(value("image", TensorProto.DataType.UINT8, -1, SIDE, SIDE, 3))
                .addOutput(value("boxes", TensorProto.DataType.FLOAT, -1, 1, 6))
                .addInitializer(floats("weights", new long[] {3, 6}, weights()))
                .addInitializer(floats("bias", new long[] {6}, 8, 8, 40, 40, bias, 0))
                .addInitializer(longs("shape", -1, 1, 6))
                .addNode(
                        node("Cast", "pixels", "image").addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("ReduceMean", "means", "pixels")
                        .addAttribute(attribute("keepdims", 0))
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axes")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(1)
                                .addInts(2)))
                .addNode(node("MatMul", "scaled", "means", "weights"))
                .addNode(node("Add", "rows", "scaled", "bias"));
        String rows = "rows";
        if (fragile) {
            addFragility(graph);
            rows = "checked";
        }
        graph.addNode(node("Reshape", "boxes", rows, "shape"));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** Looks mean green / 200 up in a table with one row: whole numbers from 1 on are out of its bounds. */
    private static void addFragility(GraphProto.Builder graph) {
        graph.addInitializer(floats("selector", new long[] {3, 1}, 0, 1 / 200f, 0))
                .addInitializer(floats("table", new long[] {1, 1}, 0))
                .addInitializer(longs("column", -1))
                .addNode(node("MatMul", "greens", "means", "selector"))
                .addNode(
                        node("Cast", "steps", "greens").addAttribute(attribute("to", TensorProto.DataType.INT64_VALUE)))
                .addNode(node("Reshape", "indices", "steps", "column"))
                .addNode(node("Gather", "zeros", "table", "indices"))
                .addNode(node("Add", "checked", "rows", "zeros"));
    }

    private static float[] weights() {
        float[] weights = new float[18];
        weights[4] = 1 / 255f;
        return weights;
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    private static AttributeProto.Builder attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static TensorProto floats(String name, long[] shape, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dimensions.addDim(
                    dimension < 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }
}
