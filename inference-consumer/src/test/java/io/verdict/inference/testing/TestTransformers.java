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
import io.verdict.inference.tokens.TransformerExport;
import io.verdict.inference.tokens.TransformerExport.Wish;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A text classifier with everything of a transformer but attention: embeddings of tokens, types and places, their mean
 * under the mask, and a linear layer. Its answers can be computed by hand.
 */
public final class TestTransformers {
    public static final int SIZE = 3;
    public static final List<String> CLASSES = List.of("left", "right");
    public static final String CONFIG =
            "{\"model_type\":\"bert\",\"id2label\":{\"0\":\"left\",\"1\":\"right\"},\"max_position_embeddings\":16,"
                    + "\"pad_token_id\":0,\"vocab_size\":14}";

    private static final float[][] WEIGHTS = {{1f, -1f}, {0.5f, 2f}, {-1.5f, 0.25f}};
    private static final float[] BIAS = {0.1f, -0.2f};

    /**
     * What differs from a good export.
     *
     * @param vocabulary rows of the embedding
     * @param places how long a text may be
     * @param typed whether it takes types
     * @param masked whether it heeds the mask
     * @param classes how many logits
     */
    public record Build(int vocabulary, int places, boolean typed, boolean masked, int classes) {
        public static Build good() {
            return new Build(14, 16, false, true, 2);
        }

        public Build typedToo() {
            return new Build(vocabulary, places, true, masked, classes);
        }
    }

    private TestTransformers() {}

    /** The good export with words for tokens, as one file. */
    public static byte[] artifact() {
        return export(Build.good()).artifact(wish());
    }

    public static Wish wish() {
        return new Wish(OptionalInt.empty(), false);
    }

    public static TransformerExport export(Build build) {
        return new TransformerExport(
                graph(build), TestTokenizers.bytes(TestTokenizers.wordPiece()), TestTokenizers.bytes(CONFIG));
    }

    /** Probabilities, by hand. */
    public static double[] expected(long[] ids, boolean typed) {
        double[] mean = new double[SIZE];
        for (long id : ids) {
            for (int d = 0; d < SIZE; d++) {
                mean[d] += (token((int) id, d) + (typed ? type(0, d) : 0)) / ids.length;
            }
        }
        double[] shares = new double[BIAS.length];
        for (int c = 0; c < BIAS.length; c++) {
            double logit = BIAS[c];
            for (int d = 0; d < SIZE; d++) {
                logit += mean[d] * WEIGHTS[d][c];
            }
            shares[c] = Math.exp(logit);
        }
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    public static byte[] graph(Build build) {
        return model(build).build().toByteArray();
    }

    public static ModelProto.Builder model(Build build) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("means")
                .addInput(value("input_ids", TensorProto.DataType.INT64, "N", "L"))
                .addInput(value("attention_mask", TensorProto.DataType.INT64, "N", "L"))
                .addOutput(value("logits", TensorProto.DataType.FLOAT, "N", Integer.toString(build.classes())));
        floats(graph, "tokens", table(build.vocabulary(), TestTransformers::token), build.vocabulary(), SIZE);
        floats(graph, "places", new float[build.places() * SIZE], build.places(), SIZE);
        floats(graph, "weights", table(SIZE, (d, c) -> WEIGHTS[d][c % 2], build.classes()), SIZE, build.classes());
        floats(graph, "bias", table(1, (one, c) -> BIAS[c % 2], build.classes()), build.classes());
        longs(graph, "zero", List.of(), 0);
        longs(graph, "one", List.of(), 1);
        longs(graph, "axis1", List.of(1L), 1);
        longs(graph, "axis2", List.of(1L), 2);
        node(graph, "Gather", "words", "tokens", "input_ids");
        node(graph, "Shape", "shape", "input_ids");
        node(graph, "Gather", "length", "shape", "one");
        node(graph, "Range", "range", "zero", "length", "one");
        node(graph, "Gather", "placed", "places", "range");
        node(graph, "Add", "embedded", "words", "placed");
        String embedded = "embedded";
        if (build.typed()) {
            graph.addInput(value("token_type_ids", TensorProto.DataType.INT64, "N", "L"));
            floats(graph, "types", table(2, TestTransformers::type), 2, SIZE);
            node(graph, "Gather", "typed", "types", "token_type_ids");
            embedded = node(graph, "Add", "both", "embedded", "typed");
        }
        String mask = "attention_mask";
        if (!build.masked()) {
            // Ones everywhere, by way of the mask, so that it is taken and has no effect.
            node(graph, "Mul", "nothing", "attention_mask", "zero");
            mask = node(graph, "Add", "ones", "nothing", "one");
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput(mask)
                .addOutput("mask")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(TensorProto.DataType.FLOAT.getNumber())));
        node(graph, "Unsqueeze", "wide", "mask", "axis2");
        node(graph, "Mul", "kept", embedded, "wide");
        sum(graph, "sums", "kept", 0);
        sum(graph, "counts", "mask", 1);
        node(graph, "Div", "mean", "sums", "counts");
        node(graph, "MatMul", "weighted", "mean", "weights");
        node(graph, "Add", "logits", "weighted", "bias");
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
    }

    /** A tensor's name, type and sides: numbers are fixed, words are not. */
    public static ValueInfoProto value(String name, TensorProto.DataType type, String... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String side : sides) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    Character.isDigit(side.charAt(0))
                            ? dimension.setDimValue(Long.parseLong(side))
                            : dimension.setDimParam(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** Files of an export by name. */
    public static Map<String, byte[]> files(TransformerExport export) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(TransformerExport.GRAPH, export.graph());
        files.put(TransformerExport.TOKENIZER, export.tokenizer());
        files.put(TransformerExport.CONFIG, export.config());
        return files;
    }

    /** Padding's own embedding is large, so that it shows where it is not masked. */
    private static float token(int id, int d) {
        return id == 0 ? 9f + d : ((id * 7 + d * 3) % 11 - 5) / 4f;
    }

    private static float type(int id, int d) {
        return (id + d) / 8f;
    }

    private interface Entry {
        float at(int row, int column);
    }

    private static float[] table(int rows, Entry entry) {
        return table(rows, entry, SIZE);
    }

    private static float[] table(int rows, Entry entry, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.at(i / columns, i % columns);
        }
        return values;
    }

    private static String node(GraphProto.Builder graph, String operator, String output, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        return output;
    }

    private static void sum(GraphProto.Builder graph, String output, String input, int keep) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("ReduceSum")
                .addInput(input)
                .addInput("axis1")
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keepdims")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(keep)));
    }

    private static void floats(GraphProto.Builder graph, String name, float[] values, long... sides) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long side : sides) {
            tensor.addDims(side);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
    }

    private static void longs(GraphProto.Builder graph, String name, List<Long> sides, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addAllDims(sides)
                .addInt64Data(value));
    }
}
