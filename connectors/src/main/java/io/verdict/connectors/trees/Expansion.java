package io.verdict.connectors.trees;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.onnx.OnnxNodes;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.contract.Imputation;
import io.verdict.topics.contract.RowEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the values of a row to what trees split: stand-ins for what is missing, a column of its own for each category,
 * and for each feature that may miss a column that says so. The same in Java and in the graph, bit for bit. Immutable.
 */
final class Expansion {
    private final float[] fill;
    private final int[] plain;
    private final int[] flagged;
    private final int[] hotColumn;
    private final float[] hotCode;

    private Expansion(float[] fill, int[] plain, int[] flagged, int[] hotColumn, float[] hotCode) {
        this.fill = fill;
        this.plain = plain;
        this.flagged = flagged;
        this.hotColumn = hotColumn;
        this.hotCode = hotCode;
    }

    /** Learns the stand-ins from the rows that train; NaN is a missing value. */
    static Expansion learn(List<Column> features, float[][] train) {
        float[] fill = new float[features.size()];
        List<Integer> plain = new ArrayList<>();
        List<Integer> flagged = new ArrayList<>();
        List<Integer> hotColumn = new ArrayList<>();
        List<Float> hotCode = new ArrayList<>();
        for (int f = 0; f < fill.length; f++) {
            Column column = features.get(f);
            fill[f] = fill(column, present(train, f));
            if (!column.required()) {
                flagged.add(f);
            }
            if (column.type() == ColumnType.CATEGORY) {
                for (int code = 0; code < column.categories().size(); code++) {
                    hotColumn.add(f);
                    hotCode.add((float) code);
                }
            } else {
                plain.add(f);
            }
        }
        float[] codes = new float[hotCode.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = hotCode.get(i);
        }
        return new Expansion(fill, ints(plain), ints(flagged), ints(hotColumn), codes);
    }

    private static float[] present(float[][] rows, int feature) {
        float[] values = new float[rows.length];
        int count = 0;
        for (float[] row : rows) {
            if (!Float.isNaN(row[feature])) {
                values[count++] = row[feature];
            }
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** A required feature has a stand-in too: a graph must not answer NaN to whoever leaves one out. */
    private static float fill(Column column, float[] sorted) {
        Imputation imputation = column.imputation()
                .orElse(
                        column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN
                                ? Imputation.MOST_FREQUENT
                                : Imputation.MEDIAN);
        if (imputation == Imputation.CONSTANT) {
            return new RowEncoder(List.of(column))
                    .encode(java.util.Map.of(column.name(), column.imputeValue().orElseThrow()))[0];
        }
        if (sorted.length == 0) {
            return 0;
        }
        return switch (imputation) {
            case MEDIAN -> sorted[(sorted.length - 1) / 2];
            case MEAN -> mean(sorted);
            case MOST_FREQUENT -> mostFrequent(sorted);
            case CONSTANT -> throw new IllegalStateException("answered above");
        };
    }

    private static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    private static float mostFrequent(float[] sorted) {
        float best = sorted[0];
        int most = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                best = sorted[from];
            }
            from = to;
        }
        return best;
    }

    /** How many columns trees see. */
    int width() {
        return plain.length + flagged.length + hotColumn.length;
    }

    float[][] expand(float[][] rows) {
        float[][] expanded = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            expanded[i] = expand(rows[i]);
        }
        return expanded;
    }

    float[] expand(float[] row) {
        float[] filled = row.clone();
        for (int f = 0; f < filled.length; f++) {
            if (Float.isNaN(filled[f])) {
                filled[f] = fill[f];
            }
        }
        float[] out = new float[width()];
        int at = 0;
        for (int f : plain) {
            out[at++] = filled[f];
        }
        for (int f : flagged) {
            out[at++] = Float.isNaN(row[f]) ? 1 : 0;
        }
        for (int i = 0; i < hotColumn.length; i++) {
            out[at++] = filled[hotColumn[i]] == hotCode[i] ? 1 : 0;
        }
        return out;
    }

    /** Adds the same to a graph; returns the expanded edge, (N, width) floats. */
    String write(OnnxNodes nodes) {
        String features = ClassifierGraph.FEATURES;
        String missing = nodes.node("IsNaN", List.of(features));
        String filled = nodes.node("Where", List.of(missing, nodes.floats("fill", fill, 1, fill.length), features));
        List<String> parts = new ArrayList<>();
        if (plain.length > 0) {
            parts.add(gather(nodes, filled, "plain", plain));
        }
        if (flagged.length > 0) {
            parts.add(cast(nodes, gather(nodes, missing, "flagged", flagged)));
        }
        if (hotColumn.length > 0) {
            String repeated = gather(nodes, filled, "hot-column", hotColumn);
            String codes = nodes.floats("hot-code", hotCode, 1, hotCode.length);
            parts.add(cast(nodes, nodes.node("Equal", List.of(repeated, codes))));
        }
        return nodes.node("Concat", parts, node -> OnnxNodes.number(node, "axis", 1));
    }

    private static String gather(OnnxNodes nodes, String from, String name, int[] columns) {
        long[] indices = Arrays.stream(columns).asLongStream().toArray();
        return nodes.node(
                "Gather",
                List.of(from, nodes.longs(name, indices, indices.length)),
                node -> OnnxNodes.number(node, "axis", 1));
    }

    private static String cast(OnnxNodes nodes, String from) {
        return nodes.node(
                "Cast", List.of(from), node -> OnnxNodes.number(node, "to", TensorProto.DataType.FLOAT.getNumber()));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
