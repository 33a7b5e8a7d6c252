package io.verdict.connectors.training;

/**
 * The numbers of one layer in plain arrays: kernel (out × in × k × k), then either scale, shift and the running mean
 * and variance of its batch norm, or a bias in {@code shift} with the rest empty. Arrays are changed in place.
 */
record LayerWeights(ConvLayer layer, float[] kernel, float[] scale, float[] shift, float[] mean, float[] variance) {
    static final float EPSILON = 1e-3f;

    static LayerWeights zeros(ConvLayer layer) {
        int norm = layer.normalised() ? layer.out() : 0;
        return new LayerWeights(
                layer,
                new float[layer.weights()],
                new float[norm],
                new float[layer.out()],
                new float[norm],
                new float[norm]);
    }

    /** Every array, learned ones first, in a fixed order. */
    float[][] arrays() {
        return new float[][] {kernel, scale, shift, mean, variance};
    }

    /** The arrays that gradients change. */
    float[][] learned() {
        return new float[][] {kernel, scale, shift};
    }

    /** The kernel with the batch norm multiplied in. */
    float[] foldedKernel() {
        float[] folded = kernel.clone();
        if (layer.normalised()) {
            int size = layer.fanIn();
            for (int i = 0; i < folded.length; i++) {
                folded[i] *= gain(i / size);
            }
        }
        return folded;
    }

    /** The bias that batch norm leaves when it is multiplied into the kernel. */
    float[] foldedBias() {
        float[] folded = shift.clone();
        if (layer.normalised()) {
            for (int c = 0; c < folded.length; c++) {
                folded[c] -= mean[c] * gain(c);
            }
        }
        return folded;
    }

    private float gain(int channel) {
        return (float) (scale[channel] / Math.sqrt(variance[channel] + EPSILON));
    }
}
