package io.verdict.connectors.classifier;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.verdict.connectors.onnx.BatchedValue;
import io.verdict.connectors.onnx.OnnxNodes;
import io.verdict.topics.contract.AsciiJson;
import io.verdict.topics.contract.ClassifierContract;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The frame of a classifier's ONNX file: one input, two outputs, and metadata without a clock, so that the file's hash
 * names the model. Opset 17, and version 3 of {@code ai.onnx.ml}. Not thread-safe.
 */
public final class ClassifierGraph {
    /** Name of the input. */
    public static final String FEATURES = ClassifierContract.FEATURES;

    /** Name of the output with the index of the class. */
    public static final String LABEL = ClassifierContract.LABEL;

    /** Name of the output with the probabilities. */
    public static final String PROBABILITIES = ClassifierContract.PROBABILITIES;

    /** Domain of the operators for trees. */
    public static final String TREES = "ai.onnx.ml";

    /** Metadata: {@code tabular} or {@code text}. */
    public static final String KIND = ClassifierContract.KIND;

    /** Metadata: names of the classes in the order of the outputs, a JSON array. */
    public static final String CLASSES = ClassifierContract.CLASSES;

    /** Metadata: how an input becomes features, JSON. */
    public static final String CONTRACT = ClassifierContract.CONTRACT;

    /** Metadata: SHA-256 of the schema of the table that the model learnt from. */
    public static final String SCHEMA = "verdict.schema.sha256";

    private static final int OPSET = 17;
    private static final int TREES_OPSET = 3;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph;
    private final OnnxNodes nodes;
    private final List<String> classes;
    private final SortedMap<String, String> metadata = new TreeMap<>();

    /**
     * Begins a graph.
     *
     * @param features how many values a row has
     * @param classes at least two names
     */
    public ClassifierGraph(String kind, int features, List<String> classes) {
        if (features < 1 || classes.size() < 2) {
            throw new IllegalArgumentException(
                    "a classifier has features and two classes at least: %d, %s".formatted(features, classes));
        }
        this.classes = List.copyOf(classes);
        this.graph = GraphProto.newBuilder().setName("verdict-" + kind);
        this.nodes = new OnnxNodes(graph);
        graph.addInput(BatchedValue.of(FEATURES, TensorProto.DataType.FLOAT, features));
        metadata.put(KIND, kind);
        metadata.put(CLASSES, AsciiJson.text(classes));
    }

    /** Where nodes are added. */
    public OnnxNodes nodes() {
        return nodes;
    }

    /** Adds metadata that is part of the model. */
    public ClassifierGraph with(String key, String text) {
        metadata.put(key, text);
        return this;
    }

    /** Ends with sums whose share of the whole is the probability. */
    public byte[] shares(String scores, float whole) {
        String total = nodes.floats("whole", new float[] {whole}, 1);
        nodes.output(PROBABILITIES, "Div", List.of(scores, total), node -> {});
        return end(scores);
    }

    /** Ends with the logarithms of what the probabilities are in proportion to. */
    public byte[] softmax(String scores) {
        nodes.output(PROBABILITIES, "Softmax", List.of(scores), node -> OnnxNodes.number(node, "axis", 1));
        return end(scores);
    }

    private byte[] end(String scores) {
        nodes.output(LABEL, "ArgMax", List.of(scores), node -> {
            OnnxNodes.number(node, "axis", 1);
            OnnxNodes.number(node, "keepdims", 0);
        });
        graph.addOutput(BatchedValue.of(LABEL, TensorProto.DataType.INT64));
        graph.addOutput(BatchedValue.of(PROBABILITIES, TensorProto.DataType.FLOAT, classes.size()));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("verdict")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(TREES).setVersion(TREES_OPSET))
                .setGraph(graph);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(entry.getKey()).setValue(entry.getValue()));
        }
        return model.build().toByteArray();
    }
}
