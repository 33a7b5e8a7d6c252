package io.verdict.connectors.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.verdict.connectors.onnx.BatchedValue;
import java.util.List;

/**
 * Writes a trained network as one ONNX graph: {@code images} (N, height, width, 3) unsigned bytes in, {@code boxes}
 * (N, {@value #ROWS}, 6) floats out with x1, y1, x2, y2 in model pixels, score and class index, strongest first. A cell
 * is a candidate where its heat is the highest among its neighbours (CenterNet, Zhou et al. 2019), which does most of
 * what non-maximum suppression would. Same weights, same bytes.
 */
final class OnnxExport {
    /** Boxes per image. */
    static final int ROWS = 100;

    static final float MIDDLE = 114;
    static final float SPREAD = 64;
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final Architecture architecture;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("verdict-detector");
    private final OnnxGraph ops;

    private OnnxExport(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        this.ops = new OnnxGraph(graph, weights);
    }

    static byte[] write(Architecture architecture, Weights weights) {
        return new OnnxExport(architecture, weights).model().toByteArray();
    }

    private ModelProto model() {
        graph.addInput(
                BatchedValue.of("images", TensorProto.DataType.UINT8, architecture.height(), architecture.width(), 3));
        String prediction = architecture.wire(ops, normalised());
        decode(prediction);
        graph.addOutput(BatchedValue.of("boxes", TensorProto.DataType.FLOAT, ROWS, 6));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("verdict")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    private String normalised() {
        String planes = ops.node("Transpose", List.of("images"), node -> OnnxGraph.ints(node, "perm", 0, 3, 1, 2));
        String floats = cast(planes, TensorProto.DataType.FLOAT);
        String centred = ops.node("Sub", List.of(floats, ops.floats("middle", new float[] {MIDDLE}, 1)));
        return ops.node("Mul", List.of(centred, ops.floats("scale", new float[] {1 / SPREAD}, 1)));
    }

    private void decode(String prediction) {
        int classes = architecture.classes();
        List<String> parts = ops.node(
                "Split",
                List.of(prediction, ops.longs("parts", new long[] {classes, Architecture.SIDES}, 2)),
                2,
                node -> OnnxGraph.number(node, "axis", 1));
        List<String> top = ops.node(
                "TopK",
                List.of(peaks(parts.get(0)), ops.longs("rows", new long[] {ROWS}, 1)),
                2,
                node -> OnnxGraph.number(node, "axis", 1));
        String score = top.get(0);
        String cells = ops.longs("cells", new long[] {architecture.cells()}, 1);
        String cell = ops.node("Mod", List.of(top.get(1), cells));
        String classIndex = cast(ops.node("Div", List.of(top.get(1), cells)), TensorProto.DataType.FLOAT);
        String columns = ops.longs("columns", new long[] {architecture.gridWidth()}, 1);
        String x = point(ops.node("Mod", List.of(cell, columns)));
        String y = point(ops.node("Div", List.of(cell, columns)));
        List<String> sides = sides(parts.get(1), cell);
        List<String> row = List.of(
                ops.node("Sub", List.of(x, sides.get(0))),
                ops.node("Sub", List.of(y, sides.get(1))),
                ops.node("Add", List.of(x, sides.get(2))),
                ops.node("Add", List.of(y, sides.get(3))),
                score,
                classIndex);
        String last = ops.longs("last", new long[] {2}, 1);
        List<String> columnsOfRow = row.stream()
                .map(part -> ops.node("Unsqueeze", List.of(part, last)))
                .toList();
        graph.addNode(NodeProto.newBuilder()
                .setName("boxes")
                .setOpType("Concat")
                .addAllInput(columnsOfRow)
                .addOutput("boxes")
                .addAttribute(ai.onnx.proto.OnnxMl.AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(ai.onnx.proto.OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(2)));
    }

    /** Scores (N, classes × cells) with everything but local maxima set to zero. */
    private String peaks(String logits) {
        String heat = ops.node("Sigmoid", List.of(logits));
        String highest = ops.node("MaxPool", List.of(heat), node -> {
            OnnxGraph.ints(node, "kernel_shape", 3, 3);
            OnnxGraph.ints(node, "strides", 1, 1);
            OnnxGraph.ints(node, "pads", 1, 1, 1, 1);
        });
        String peak = cast(ops.node("Equal", List.of(heat, highest)), TensorProto.DataType.FLOAT);
        String kept = ops.node("Mul", List.of(heat, peak));
        long all = (long) architecture.classes() * architecture.cells();
        return ops.node("Reshape", List.of(kept, ops.longs("flat", new long[] {-1, all}, 2)));
    }

    /** The four side distances in pixels of the chosen cells, each (N, rows). */
    private List<String> sides(String exponents, String cell) {
        String shape = ops.longs("by-cell", new long[] {-1, Architecture.SIDES, architecture.cells()}, 3);
        String flat = ops.node("Reshape", List.of(exponents, shape));
        String index = ops.node(
                "Expand",
                List.of(
                        ops.node("Unsqueeze", List.of(cell, ops.longs("middle-axis", new long[] {1}, 1))),
                        ops.longs("every-side", new long[] {1, Architecture.SIDES, 1}, 3)));
        String chosen = ops.node("GatherElements", List.of(flat, index), node -> OnnxGraph.number(node, "axis", 2));
        String bounded = ops.node(
                "Clip",
                List.of(
                        chosen,
                        ops.floats("lowest", new float[] {DetectionLoss.LOWEST}),
                        ops.floats("highest", new float[] {DetectionLoss.HIGHEST})));
        String strides = ops.node(
                "Sub",
                List.of(
                        ops.node("Exp", List.of(bounded)),
                        ops.floats("margin", new float[] {DetectionLoss.MARGIN}, 1)));
        String pixels = ops.node("Mul", List.of(strides, ops.floats("stride", new float[] {Architecture.STRIDE}, 1)));
        String axis = ops.longs("side-axis", new long[] {1}, 1);
        return ops
                .node(
                        "Split",
                        List.of(pixels, ops.longs("each", new long[] {1, 1, 1, 1}, 4)),
                        Architecture.SIDES,
                        node -> OnnxGraph.number(node, "axis", 1))
                .stream()
                .map(side -> ops.node("Squeeze", List.of(side, axis)))
                .toList();
    }

    /** A cell's middle in pixels. */
    private String point(String index) {
        String half = ops.node("Add", List.of(cast(index, TensorProto.DataType.FLOAT), shared("half", 0.5f)));
        return ops.node("Mul", List.of(half, shared("step", Architecture.STRIDE)));
    }

    private String shared(String name, float value) {
        boolean known = graph.getInitializerList().stream()
                .anyMatch(tensor -> tensor.getName().equals(name));
        return known ? name : ops.floats(name, new float[] {value}, 1);
    }

    private String cast(String input, TensorProto.DataType type) {
        return ops.node("Cast", List.of(input), node -> OnnxGraph.number(node, "to", type.getNumber()));
    }
}
