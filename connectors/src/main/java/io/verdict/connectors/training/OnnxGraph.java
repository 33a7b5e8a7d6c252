package io.verdict.connectors.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/** Interprets the wiring as ONNX nodes, batch norms folded; an edge is its name. Opset 17 without custom operators. */
final class OnnxGraph implements GraphOps<String> {
    private final GraphProto.Builder graph;
    private final Weights weights;
    private int edges;

    OnnxGraph(GraphProto.Builder graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    @Override
    public String convolve(ConvLayer layer, String input) {
        LayerWeights values = weights.of(layer);
        String kernel = floats(
                layer.name() + ".kernel",
                values.foldedKernel(),
                layer.out(),
                layer.in(),
                layer.kernel(),
                layer.kernel());
        String bias = floats(layer.name() + ".bias", values.foldedBias(), layer.out());
        long pad = layer.padding();
        String result = node("Conv", List.of(input, kernel, bias), node -> {
            ints(node, "kernel_shape", layer.kernel(), layer.kernel());
            ints(node, "strides", layer.stride(), layer.stride());
            ints(node, "pads", pad, pad, pad, pad);
        });
        return layer.normalised() ? node("Relu", List.of(result)) : result;
    }

    @Override
    public String add(String left, String right) {
        return node("Add", List.of(left, right));
    }

    @Override
    public String upsample(String input) {
        String name = "upsample.scales";
        if (graph.getInitializerList().stream()
                .noneMatch(tensor -> tensor.getName().equals(name))) {
            floats(name, new float[] {1, 1, 2, 2}, 4);
        }
        return node("Resize", List.of(input, "", name), node -> {
            text(node, "mode", "nearest");
            text(node, "nearest_mode", "floor");
            text(node, "coordinate_transformation_mode", "asymmetric");
        });
    }

    String node(String operator, List<String> inputs) {
        return node(operator, inputs, node -> {});
    }

    String node(String operator, List<String> inputs, Consumer<NodeProto.Builder> attributes) {
        return node(operator, inputs, 1, attributes).get(0);
    }

    List<String> node(String operator, List<String> inputs, int outputs, Consumer<NodeProto.Builder> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addAllInput(inputs);
        for (int i = 0; i < outputs; i++) {
            node.addOutput(operator.toLowerCase(java.util.Locale.ROOT) + "." + edges++);
        }
        node.setName(node.getOutput(0));
        attributes.accept(node);
        graph.addNode(node);
        return node.getOutputList();
    }

    String floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, raw, shape);
    }

    String longs(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, TensorProto.DataType.INT64, raw, shape);
    }

    private String constant(String name, TensorProto.DataType type, ByteBuffer raw, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long side : shape) {
            tensor.addDims(side);
        }
        graph.addInitializer(tensor);
        return name;
    }

    static void ints(NodeProto.Builder node, String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        node.addAttribute(attribute);
    }

    static void number(NodeProto.Builder node, String name, long value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
    }

    private static void text(NodeProto.Builder node, String name, String value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }
}
