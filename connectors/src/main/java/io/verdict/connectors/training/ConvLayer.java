package io.verdict.connectors.training;

/**
 * One convolution of the network.
 *
 * @param kernel side of the square kernel
 * @param padding zeros on every side
 * @param normalised whether batch norm and a rectifier follow; a layer without them has a bias
 */
record ConvLayer(String name, int in, int out, int kernel, int stride, int padding, boolean normalised) {

    static ConvLayer same(String name, int in, int out, int kernel, int stride) {
        return new ConvLayer(name, in, out, kernel, stride, kernel / 2, true);
    }

    int weights() {
        return out * in * kernel * kernel;
    }

    int fanIn() {
        return in * kernel * kernel;
    }
}
