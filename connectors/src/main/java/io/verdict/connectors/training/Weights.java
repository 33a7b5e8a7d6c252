package io.verdict.connectors.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** All numbers of a network by layer. Not thread-safe: one training loop owns them. */
final class Weights {
    /** Heat that an untrained network gives every cell; low, since nearly every cell is background. */
    private static final double PRIOR = 0.02;

    private final Map<String, LayerWeights> layers = new LinkedHashMap<>();

    private Weights() {}

    /** Weights drawn for rectifiers (He et al. 2015), the same for the same seed. */
    static Weights initial(Architecture architecture, long seed) {
        Random random = new Random(seed);
        Weights weights = zeros(architecture);
        for (LayerWeights layer : weights.layers.values()) {
            boolean last = !layer.layer().normalised();
            double spread = last ? 0.01 : Math.sqrt(2.0 / layer.layer().fanIn());
            for (int i = 0; i < layer.kernel().length; i++) {
                layer.kernel()[i] = (float) (random.nextGaussian() * spread);
            }
            Arrays.fill(layer.scale(), 1);
            Arrays.fill(layer.variance(), 1);
            if (last) {
                Arrays.fill(layer.shift(), 0, architecture.classes(), (float) -Math.log(1 / PRIOR - 1));
                Arrays.fill(layer.shift(), architecture.classes(), layer.shift().length, 1);
            }
        }
        return weights;
    }

    static Weights zeros(Architecture architecture) {
        Weights weights = new Weights();
        architecture.layers().forEach(layer -> weights.layers.put(layer.name(), LayerWeights.zeros(layer)));
        return weights;
    }

    LayerWeights of(ConvLayer layer) {
        return layers.get(layer.name());
    }

    Iterable<LayerWeights> layers() {
        return layers.values();
    }

    long count() {
        return layers.values().stream()
                .mapToLong(layer -> Arrays.stream(layer.learned())
                        .mapToLong(array -> array.length)
                        .sum())
                .sum();
    }

    /** Moves these numbers towards others: an exponential moving average over training steps. */
    void approach(Weights others, float step) {
        for (LayerWeights layer : layers.values()) {
            float[][] mine = layer.arrays();
            float[][] theirs = others.of(layer.layer()).arrays();
            for (int a = 0; a < mine.length; a++) {
                for (int i = 0; i < mine[a].length; i++) {
                    mine[a][i] += step * (theirs[a][i] - mine[a][i]);
                }
            }
        }
    }

    void write(DataOutput out) throws IOException {
        for (LayerWeights layer : layers.values()) {
            for (float[] array : layer.arrays()) {
                for (float value : array) {
                    out.writeFloat(value);
                }
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (LayerWeights layer : layers.values()) {
            for (float[] array : layer.arrays()) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = in.readFloat();
                }
            }
        }
    }
}
