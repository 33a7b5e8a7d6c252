package io.verdict.inference.detector;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * ONNX graphs of the shapes that detectors have. Each puts out a fixed table plus the mean of its own image (0–1) times
 * a mask, so that a test sees both the layout and which image an output belongs to.
 */
public final class Graphs {
    private Graphs() {}

    /** {@code images} (N, 3, side, side) floats in; (N, rows, columns) out. */
    public static byte[] float32(int side, int rows, int columns, float[] table, float[] mask) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("float");
        graph.addInput(value("images", TensorProto.DataType.FLOAT, 3, side, side));
        return model(graph, "images", rows, columns, table, mask);
    }

    /** {@code images} (N, height, width, 3) bytes in; (N, rows, columns) out. */
    public static byte[] uint8(int width, int height, int rows, int columns, float[] table, float[] mask) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("bytes");
        graph.addInput(value("images", TensorProto.DataType.UINT8, height, width, 3));
        node(graph, "Cast", List.of("images"), "floats", "to", TensorProto.DataType.FLOAT.getNumber());
        constant(graph, "white", new float[] {255}, 1);
        node(graph, "Div", List.of("floats", "white"), "scaled", null, 0);
        return model(graph, "scaled", rows, columns, table, mask);
    }

    private static byte[] model(
            GraphProto.Builder graph, String input, int rows, int columns, float[] table, float[] mask) {
        constant(graph, "table", table, 1, rows, columns);
        constant(graph, "mask", mask, 1, rows, columns);
        NodeProto.Builder mean = NodeProto.newBuilder()
                .setOpType("ReduceMean")
                .addInput(input)
                .addOutput("mean")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axes")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addAllInts(List.of(1L, 2L, 3L)));
        graph.addNode(mean);
        constant(graph, "shape", new long[] {-1, 1, 1});
        node(graph, "Reshape", List.of("mean", "shape"), "per-image", null, 0);
        node(graph, "Mul", List.of("per-image", "mask"), "masked", null, 0);
        node(graph, "Add", List.of("masked", "table"), "output0", null, 0);
        graph.addOutput(value("output0", TensorProto.DataType.FLOAT, rows, columns));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static void node(
            GraphProto.Builder graph, String operator, List<String> inputs, String output, String attribute, long at) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
        if (attribute != null) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(at));
        }
        graph.addNode(node);
    }

    private static void constant(GraphProto.Builder graph, String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long side : shape) {
            tensor.addDims(side);
        }
        graph.addInitializer(tensor);
    }

    private static void constant(GraphProto.Builder graph, String name, long[] values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long side : shape) {
            sides.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(sides)))
                .build();
    }
}
