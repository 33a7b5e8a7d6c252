package io.verdict.connectors.training;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.RunFailure;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) over plain arrays, with the global gradient norm
 * clipped. Kernels decay; norms and biases do not.
 */
final class AdamW {
    private static final float BETA2 = 0.99f;
    private static final float EPSILON = 1e-8f;
    private static final double LARGEST_NORM = 10;

    private final Weights weights;
    private final Weights first;
    private final Weights second;
    private final float decay;
    private final float momentum;
    private int steps;

    /** An optimiser; momentum is what is kept of the mean gradient at each step (β₁). */
    AdamW(Architecture architecture, Weights weights, float decay, float momentum) {
        this.weights = weights;
        this.first = Weights.zeros(architecture);
        this.second = Weights.zeros(architecture);
        this.decay = decay;
        this.momentum = momentum;
    }

    /** One step down the gradients. */
    void step(Map<LayerWeights, float[][]> gradients, float rate) {
        steps++;
        double squares = 0;
        for (LayerWeights layer : weights.layers()) {
            for (float[] array : gradients.get(layer)) {
                for (float value : array) {
                    squares += (double) value * value;
                }
            }
        }
        if (!Double.isFinite(squares)) {
            throw new TrainingFault(
                    RunFailure.NOT_A_NUMBER,
                    "Training diverged at step %d: the gradient is not finite; lower the learning rate"
                            .formatted(steps));
        }
        float scale = (float) Math.min(1, LARGEST_NORM / Math.sqrt(Math.max(squares, 1e-30)));
        for (LayerWeights layer : weights.layers()) {
            float[][] values = layer.learned();
            float[][] m = first.of(layer.layer()).learned();
            float[][] v = second.of(layer.layer()).learned();
            float[][] gradient = gradients.get(layer);
            for (int a = 0; a < values.length; a++) {
                update(values[a], gradient[a], m[a], v[a], rate, scale, a == 0 ? decay : 0);
            }
        }
    }

    private void update(float[] w, float[] g, float[] m, float[] v, float rate, float scale, float decay) {
        float correct1 = (float) (1 - Math.pow(momentum, steps));
        float correct2 = (float) (1 - Math.pow(BETA2, steps));
        for (int i = 0; i < g.length; i++) {
            float gradient = g[i] * scale;
            m[i] += (1 - momentum) * (gradient - m[i]);
            v[i] += (1 - BETA2) * (gradient * gradient - v[i]);
            float direction = m[i] / correct1 / ((float) Math.sqrt(v[i] / correct2) + EPSILON);
            w[i] -= rate * (direction + decay * w[i]);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(steps);
        first.write(out);
        second.write(out);
    }

    void read(DataInput in) throws IOException {
        steps = in.readInt();
        first.read(in);
        second.read(in);
    }
}
