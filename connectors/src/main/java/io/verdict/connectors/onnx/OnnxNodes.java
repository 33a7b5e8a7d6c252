package io.verdict.connectors.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Adds nodes and constants to a graph; an edge is its name. Not thread-safe. */
public class OnnxNodes {
    private final GraphProto.Builder graph;
    private int edges;

    public OnnxNodes(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /** The graph that is written to. */
    protected final GraphProto.Builder graph() {
        return graph;
    }

    /** Adds a node without attributes; returns its output. */
    public final String node(String operator, List<String> inputs) {
        return node(operator, inputs, node -> {});
    }

    /** Adds a node; returns its output. */
    public final String node(String operator, List<String> inputs, Consumer<NodeProto.Builder> attributes) {
        return node(operator, inputs, 1, attributes).get(0);
    }

    /** Adds a node; returns its outputs. */
    public final List<String> node(
            String operator, List<String> inputs, int outputs, Consumer<NodeProto.Builder> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addAllInput(inputs);
        for (int i = 0; i < outputs; i++) {
            node.addOutput(operator.toLowerCase(Locale.ROOT) + "." + edges++);
        }
        node.setName(node.getOutput(0));
        attributes.accept(node);
        graph.addNode(node);
        return node.getOutputList();
    }

    /** Adds a node whose output is one of the graph's. */
    public final void output(
            String name, String operator, List<String> inputs, Consumer<NodeProto.Builder> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(name);
        attributes.accept(node);
        graph.addNode(node);
    }

    /** Adds a constant of floats. */
    public final String floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, raw, shape);
    }

    /** Adds a constant of longs. */
    public final String longs(String name, long[] values, long... shape) {
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

    /** Sets an attribute of whole numbers. */
    public static void ints(NodeProto.Builder node, String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        node.addAttribute(attribute);
    }

    /** Sets an attribute of floats. */
    public static void floats(NodeProto.Builder node, String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        node.addAttribute(attribute);
    }

    /** Sets an attribute of words. */
    public static void texts(NodeProto.Builder node, String name, List<String> values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        node.addAttribute(attribute);
    }

    /** Sets an attribute that is a whole number. */
    public static void number(NodeProto.Builder node, String name, long value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
    }

    /** Sets an attribute that is a word. */
    public static void text(NodeProto.Builder node, String name, String value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }
}
