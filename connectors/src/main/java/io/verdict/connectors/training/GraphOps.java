package io.verdict.connectors.training;

/**
 * The operations a network is made of. Training and export interpret the same wiring, so that they cannot drift apart.
 *
 * @param <T> what flows along an edge: an array while training, an edge name while exporting
 */
interface GraphOps<T> {

    /** Convolution with its batch norm and rectifier, or with bias alone, as the layer says. */
    T convolve(ConvLayer layer, T input);

    T add(T left, T right);

    /** Doubles height and width by repeating pixels. */
    T upsample(T input);
}
