package io.verdict.connectors.trees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tribuo.Output;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;

/**
 * A tree in arrays, the root first: a row goes left where its value is at most the threshold.
 *
 * @param feature column that a node splits; -1 for a leaf
 * @param threshold largest value that goes left
 * @param left next node
 * @param right next node
 * @param leaf what a leaf adds to each class; null for other nodes
 */
record FlatTree(int[] feature, float[] threshold, int[] left, int[] right, float[][] leaf) {

    /** Index of the leaf that a row ends in. */
    int leafOf(float[] row) {
        int node = 0;
        while (feature[node] >= 0) {
            node = row[feature[node]] <= threshold[node] ? left[node] : right[node];
        }
        return node;
    }

    int nodes() {
        return feature.length;
    }

    /** The same tree whose leaves add something else. */
    FlatTree withLeaves(float[][] leaves) {
        return new FlatTree(feature, threshold, left, right, leaves);
    }

    /**
     * Flattens a tree of Tribuo's.
     *
     * @param threshold makes a float that divides the same floats as the double that it is given with its column
     */
    static <T extends Output<T>> FlatTree of(Node<T> root, Threshold threshold, Function<LeafNode<T>, float[]> leaf) {
        List<Node<T>> order = new ArrayList<>(List.of(root));
        List<int[]> next = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) instanceof SplitNode<T> split) {
                next.add(new int[] {order.size(), order.size() + 1});
                order.add(split.getLessThanOrEqual());
                order.add(split.getGreaterThan());
            } else {
                next.add(new int[] {-1, -1});
            }
        }
        int size = order.size();
        FlatTree tree = new FlatTree(new int[size], new float[size], new int[size], new int[size], new float[size][]);
        for (int i = 0; i < size; i++) {
            tree.left[i] = next.get(i)[0];
            tree.right[i] = next.get(i)[1];
            if (order.get(i) instanceof SplitNode<T> split) {
                tree.feature[i] = split.getFeatureID();
                tree.threshold[i] = threshold.of(split.getFeatureID(), split.splitValue());
            } else {
                tree.feature[i] = -1;
                tree.leaf[i] = leaf.apply((LeafNode<T>) order.get(i));
            }
        }
        return tree;
    }

    /** The float that divides floats as a double does: the largest one that is not above it. */
    static float floor(double threshold) {
        float near = (float) threshold;
        return near > threshold ? Math.nextDown(near) : near;
    }

    /** Makes the threshold of a column. */
    @FunctionalInterface
    interface Threshold {
        float of(int column, double value);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(nodes());
        for (int i = 0; i < nodes(); i++) {
            out.writeInt(feature[i]);
            out.writeFloat(threshold[i]);
            out.writeInt(left[i]);
            out.writeInt(right[i]);
            out.writeInt(leaf[i] == null ? 0 : leaf[i].length);
            for (int c = 0; leaf[i] != null && c < leaf[i].length; c++) {
                out.writeFloat(leaf[i][c]);
            }
        }
    }

    static FlatTree read(DataInputStream in) throws IOException {
        int size = in.readInt();
        FlatTree tree = new FlatTree(new int[size], new float[size], new int[size], new int[size], new float[size][]);
        for (int i = 0; i < size; i++) {
            tree.feature[i] = in.readInt();
            tree.threshold[i] = in.readFloat();
            tree.left[i] = in.readInt();
            tree.right[i] = in.readInt();
            int classes = in.readInt();
            tree.leaf[i] = classes == 0 ? null : new float[classes];
            for (int c = 0; c < classes; c++) {
                tree.leaf[i][c] = in.readFloat();
            }
        }
        return tree;
    }
}
