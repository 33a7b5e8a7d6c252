package io.verdict.topics.contract;

/** Makes the floats of a model's input; as many as the graph takes, in its order. Immutable and thread-safe. */
public sealed interface FeatureEncoder extends InputContract permits RowEncoder, TextEncoder {

    /** How many floats it makes. */
    int size();
}
