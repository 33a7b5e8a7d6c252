package io.verdict.connectors.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.verdict.connectors.onnx.OnnxNodes;
import java.util.List;

/** Interprets the wiring as ONNX nodes, batch norms folded; an edge is its name. Opset 17 without custom operators. */
final class OnnxGraph extends OnnxNodes implements GraphOps<String> {
    private final Weights weights;

    OnnxGraph(GraphProto.Builder graph, Weights weights) {
        super(graph);
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
        if (graph().getInitializerList().stream()
                .noneMatch(tensor -> tensor.getName().equals(name))) {
            floats(name, new float[] {1, 1, 2, 2}, 4);
        }
        return node("Resize", List.of(input, "", name), node -> {
            text(node, "mode", "nearest");
            text(node, "nearest_mode", "floor");
            text(node, "coordinate_transformation_mode", "asymmetric");
        });
    }
}
