package io.verdict.launcher.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;

/** A detector that answers as another one does, and raises an error on bright photos. */
public final class FragileGraph {

    /** Mean green from which on it fails, 0 to 255. */
    public static final int BRIGHT = 215;

    private static final String OUTPUT = "boxes";
    private static final String SOUND = "sound-boxes";

    private FragileGraph() {}

    /** The graph with a look-up of mean green / {@value #BRIGHT} in a table of one row: whole numbers are out of it. */
    public static byte[] of(byte[] onnx) throws InvalidProtocolBufferException {
        ModelProto model = ModelProto.parseFrom(onnx);
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(OUTPUT)) {
                    node.setOutput(i, SOUND);
                }
            }
        }
        graph.addInitializer(floats("fragile-selector", new float[] {0, 1f / BRIGHT, 0}, 3, 1))
                .addInitializer(floats("fragile-table", new float[] {0}, 1))
                .addInitializer(TensorProto.newBuilder()
                        .setName("fragile-shape")
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .addDims(3)
                        .addInt64Data(-1)
                        .addInt64Data(1)
                        .addInt64Data(1))
                .addNode(node("Cast", "fragile-pixels", graph.getInput(0).getName())
                        .addAttribute(number("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("ReduceMean", "fragile-means", "fragile-pixels")
                        .addAttribute(number("keepdims", 0))
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axes")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(1)
                                .addInts(2)))
                .addNode(node("MatMul", "fragile-steps", "fragile-means", "fragile-selector"))
                .addNode(node("Cast", "fragile-index", "fragile-steps")
                        .addAttribute(number("to", TensorProto.DataType.INT64_VALUE)))
                .addNode(node("Reshape", "fragile-indices", "fragile-index", "fragile-shape"))
                .addNode(node("Gather", "fragile-zeros", "fragile-table", "fragile-indices"))
                .addNode(node("Add", OUTPUT, SOUND, "fragile-zeros"));
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("fragile " + output)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    private static AttributeProto.Builder number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static TensorProto floats(String name, float[] values, long... shape) {
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
}
