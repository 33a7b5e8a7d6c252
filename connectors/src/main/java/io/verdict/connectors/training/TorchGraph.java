package io.verdict.connectors.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Interprets the wiring on PyTorch arrays; holds one step's copies of the weights, freed with its manager. */
final class TorchGraph implements GraphOps<NDArray> {
    private static final int NEAREST = 0;
    private static final float MOMENTUM = 0.1f;

    /** Each layer's arrays on the engine's side, in the order of {@link LayerWeights#arrays()}. */
    private final Map<String, NDArray[]> loaded = new LinkedHashMap<>();

    private final boolean training;

    TorchGraph(NDManager manager, Weights weights, boolean training) {
        this.training = training;
        for (LayerWeights layer : weights.layers()) {
            ConvLayer shape = layer.layer();
            float[][] values = layer.arrays();
            NDArray[] arrays = new NDArray[values.length];
            for (int i = 0; i < values.length; i++) {
                if (values[i].length > 0) {
                    Shape of = i == 0
                            ? new Shape(shape.out(), shape.in(), shape.kernel(), shape.kernel())
                            : new Shape(values[i].length);
                    arrays[i] = manager.create(values[i], of);
                    if (training && i < layer.learned().length) {
                        arrays[i].setRequiresGradient(true);
                    }
                }
            }
            loaded.put(shape.name(), arrays);
        }
    }

    /** The exported graph's first steps: planes, centred on the padding's grey. */
    static NDArray normalised(NDArray images) {
        return images.toType(DataType.FLOAT32, false)
                .transpose(0, 3, 1, 2)
                .sub(OnnxExport.MIDDLE)
                .mul(1 / OnnxExport.SPREAD);
    }

    @Override
    public NDArray convolve(ConvLayer layer, NDArray input) {
        NDArray[] arrays = loaded.get(layer.name());
        NDArray bias = layer.normalised() ? null : arrays[2];
        NDArray result = input.getNDArrayInternal()
                .convolution(
                        input,
                        arrays[0],
                        bias,
                        new Shape(layer.stride(), layer.stride()),
                        new Shape(layer.padding(), layer.padding()),
                        new Shape(1, 1),
                        1)
                .singletonOrThrow();
        if (!layer.normalised()) {
            return result;
        }
        return result.getNDArrayInternal()
                .batchNorm(
                        result, arrays[3], arrays[4], arrays[1], arrays[2], 1, MOMENTUM, LayerWeights.EPSILON, training)
                .singletonOrThrow()
                .getNDArrayInternal()
                .relu();
    }

    @Override
    public NDArray add(NDArray left, NDArray right) {
        return left.add(right);
    }

    @Override
    public NDArray upsample(NDArray input) {
        Shape shape = input.getShape();
        return input.getNDArrayInternal()
                .interpolation(new long[] {2 * shape.get(2), 2 * shape.get(3)}, NEAREST, false);
    }

    /** Gradients of a layer's learned arrays, in their order; empty for absent ones. */
    float[][] gradients(LayerWeights layer) {
        NDArray[] arrays = loaded.get(layer.layer().name());
        float[][] gradients = new float[layer.learned().length][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] =
                    arrays[i] == null ? new float[0] : arrays[i].getGradient().toFloatArray();
        }
        return gradients;
    }

    /** The running mean and variance of a layer as the forward pass left them; empty for absent ones. */
    float[][] statistics(LayerWeights layer) {
        NDArray[] arrays = loaded.get(layer.layer().name());
        int learned = layer.learned().length;
        float[][] statistics = new float[arrays.length - learned][];
        for (int i = 0; i < statistics.length; i++) {
            NDArray array = arrays[learned + i];
            statistics[i] = array == null ? new float[0] : array.toFloatArray();
        }
        return statistics;
    }
}
