package io.verdict.connectors.trees;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.verdict.connectors.classifier.ClassifierGraph;
import io.verdict.connectors.onnx.OnnxNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trees whose leaves are added up.
 *
 * @param boosted whether sums are logarithms, to be made probabilities by softmax; else each tree votes with shares
 * @param base what each class begins with
 */
record TreeEnsemble(boolean boosted, float[] base, List<FlatTree> trees) {
    TreeEnsemble {
        trees = List.copyOf(trees);
    }

    int classes() {
        return base.length;
    }

    /** Sums by class for an expanded row. All of them, on the way too, are exact in float. */
    float[] scores(float[] row) {
        float[] sums = base.clone();
        for (FlatTree tree : trees) {
            float[] leaf = tree.leaf()[tree.leafOf(row)];
            for (int c = 0; c < sums.length; c++) {
                sums[c] += leaf[c];
            }
        }
        return sums;
    }

    /** Probabilities by class for expanded rows. */
    float[][] probabilities(float[][] rows) {
        float[][] all = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            float[] scores = scores(rows[i]);
            all[i] = boosted ? softmax(scores) : shares(scores);
        }
        return all;
    }

    private float[] shares(float[] sums) {
        float[] shares = new float[sums.length];
        for (int c = 0; c < sums.length; c++) {
            shares[c] = sums[c] / trees.size();
        }
        return shares;
    }

    static float[] softmax(float[] scores) {
        double top = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            top = Math.max(top, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += StrictMath.exp(score - top);
        }
        float[] shares = new float[scores.length];
        for (int c = 0; c < scores.length; c++) {
            shares[c] = (float) (StrictMath.exp(scores[c] - top) / sum);
        }
        return shares;
    }

    /** Adds the trees to a graph and ends it. */
    byte[] write(ClassifierGraph graph, String rows) {
        OnnxNodes nodes = graph.nodes();
        // The operator's own label is not used: it has rules of its own for two classes.
        String sums = nodes.node("TreeEnsembleClassifier", List.of(rows), 2, this::attributes)
                .get(1);
        if (!boosted) {
            return graph.shares(sums, trees.size());
        }
        return graph.softmax(nodes.node("Add", List.of(sums, nodes.floats("base", base, 1, base.length))));
    }

    private void attributes(NodeProto.Builder node) {
        node.setDomain(ClassifierGraph.TREES);
        List<Long> treeIds = new ArrayList<>();
        List<Long> nodeIds = new ArrayList<>();
        List<Long> features = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        List<Long> right = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        List<String> modes = new ArrayList<>();
        List<Long> leafTrees = new ArrayList<>();
        List<Long> leafNodes = new ArrayList<>();
        List<Long> leafClasses = new ArrayList<>();
        List<Float> leafWeights = new ArrayList<>();
        for (int t = 0; t < trees.size(); t++) {
            FlatTree tree = trees.get(t);
            for (int i = 0; i < tree.nodes(); i++) {
                boolean leaf = tree.feature()[i] < 0;
                treeIds.add((long) t);
                nodeIds.add((long) i);
                features.add(leaf ? 0L : tree.feature()[i]);
                left.add(leaf ? 0L : tree.left()[i]);
                right.add(leaf ? 0L : tree.right()[i]);
                values.add(leaf ? 0f : tree.threshold()[i]);
                modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
                for (int c = 0; leaf && c < classes(); c++) {
                    leafTrees.add((long) t);
                    leafNodes.add((long) i);
                    leafClasses.add((long) c);
                    leafWeights.add(tree.leaf()[i][c]);
                }
            }
        }
        OnnxNodes.ints(node, "nodes_treeids", longs(treeIds));
        OnnxNodes.ints(node, "nodes_nodeids", longs(nodeIds));
        OnnxNodes.ints(node, "nodes_featureids", longs(features));
        OnnxNodes.texts(node, "nodes_modes", modes);
        OnnxNodes.floats(node, "nodes_values", floats(values));
        OnnxNodes.ints(node, "nodes_truenodeids", longs(left));
        OnnxNodes.ints(node, "nodes_falsenodeids", longs(right));
        OnnxNodes.ints(node, "class_treeids", longs(leafTrees));
        OnnxNodes.ints(node, "class_nodeids", longs(leafNodes));
        OnnxNodes.ints(node, "class_ids", longs(leafClasses));
        OnnxNodes.floats(node, "class_weights", floats(leafWeights));
        OnnxNodes.ints(
                node,
                "classlabels_int64s",
                IntStream.range(0, classes()).asLongStream().toArray());
        OnnxNodes.text(node, "post_transform", "NONE");
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
