package io.verdict.connectors.training;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one part of a batch says: gradients of the learned arrays and the batch norms' new statistics, by layer, with
 * the losses.
 */
record ShardResult(
        Map<LayerWeights, float[][]> gradients, Map<LayerWeights, float[][]> statistics, double heat, double box) {

    static ShardResult of(TorchGraph graph, Weights weights, double heat, double box) {
        Map<LayerWeights, float[][]> gradients = new IdentityHashMap<>();
        Map<LayerWeights, float[][]> statistics = new IdentityHashMap<>();
        for (LayerWeights layer : weights.layers()) {
            gradients.put(layer, graph.gradients(layer));
            statistics.put(layer, graph.statistics(layer));
        }
        return new ShardResult(gradients, statistics, heat, box);
    }

    /** The mean of several parts, summed in their order so that the result does not depend on who was first. */
    static ShardResult mean(List<ShardResult> parts) {
        ShardResult sum = parts.get(0);
        for (ShardResult part : parts.subList(1, parts.size())) {
            sum = sum.plus(part);
        }
        float share = 1f / parts.size();
        sum.gradients.values().forEach(arrays -> scale(arrays, share));
        sum.statistics.values().forEach(arrays -> scale(arrays, share));
        return new ShardResult(sum.gradients, sum.statistics, sum.heat * share, sum.box * share);
    }

    private ShardResult plus(ShardResult other) {
        gradients.forEach((layer, arrays) -> add(arrays, other.gradients.get(layer)));
        statistics.forEach((layer, arrays) -> add(arrays, other.statistics.get(layer)));
        return new ShardResult(gradients, statistics, heat + other.heat, box + other.box);
    }

    private static void add(float[][] to, float[][] from) {
        for (int a = 0; a < to.length; a++) {
            for (int i = 0; i < to[a].length; i++) {
                to[a][i] += from[a][i];
            }
        }
    }

    private static void scale(float[][] arrays, float share) {
        for (float[] array : arrays) {
            for (int i = 0; i < array.length; i++) {
                array[i] *= share;
            }
        }
    }

    /** Copies the statistics into the weights. */
    void keepStatistics() {
        statistics.forEach((layer, arrays) -> {
            System.arraycopy(arrays[0], 0, layer.mean(), 0, arrays[0].length);
            System.arraycopy(arrays[1], 0, layer.variance(), 0, arrays[1].length);
        });
    }
}
