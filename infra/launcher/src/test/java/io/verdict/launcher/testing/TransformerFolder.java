package io.verdict.launcher.testing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.verdict.connectors.onnx.OnnxNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An exported text classifier as a directory: each word has one number per class, and the class with the largest mean
 * under the mask wins.
 */
public final class TransformerFolder {

    /** Classes, as config.json names them. */
    public static final List<String> CLASSES = List.of("delivery", "refund");

    private static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [
               {"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false,
                "normalized": false, "special": true},
               {"id": 1, "content": "[UNK]", "single_word": false, "lstrip": false, "rstrip": false,
                "normalized": false, "special": true}],
             "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
             "post_processor": null, "decoder": null,
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "max_input_chars_per_word": 100, "vocab": {"[PAD]": 0, "[UNK]": 1, "parcel": 2, "money": 3}}}
            """;
    private static final String CONFIG = """
            {"id2label": {"0": "delivery", "1": "refund"}, "max_position_embeddings": 8, "vocab_size": 4}
            """;

    private TransformerFolder() {}

    /** Writes model.onnx, tokenizer.json and config.json. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), graph());
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(folder.resolve("config.json"), CONFIG);
        return folder;
    }

    private static byte[] graph() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("words")
                .addInput(value("input_ids", TensorProto.DataType.INT64, "L"))
                .addInput(value("attention_mask", TensorProto.DataType.INT64, "L"))
                .addOutput(value("logits", TensorProto.DataType.FLOAT, ""));
        OnnxNodes nodes = new OnnxNodes(graph);
        String words = nodes.floats("words", new float[] {5, -5, 0, 0, 4, -4, -4, 4}, 4, 2);
        String second = nodes.longs("second", new long[] {1}, 1);
        String last = nodes.longs("last", new long[] {2}, 1);
        String embedded = nodes.node("Gather", List.of(words, "input_ids"));
        String mask = nodes.node(
                "Cast",
                List.of("attention_mask"),
                node -> OnnxNodes.number(node, "to", TensorProto.DataType.FLOAT.getNumber()));
        String kept = nodes.node("Mul", List.of(embedded, nodes.node("Unsqueeze", List.of(mask, last))));
        String sums = nodes.node("ReduceSum", List.of(kept, second), node -> OnnxNodes.number(node, "keepdims", 0));
        nodes.output("logits", "Div", List.of(sums, nodes.node("ReduceSum", List.of(mask, second))), node -> {});
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** Any number of texts, with so many columns as there are classes where the second side has no name. */
    private static ValueInfoProto value(String name, TensorProto.DataType type, String second) {
        TensorShapeProto.Dimension.Builder columns = TensorShapeProto.Dimension.newBuilder();
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(second.isEmpty() ? columns.setDimValue(CLASSES.size()) : columns.setDimParam(second));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
