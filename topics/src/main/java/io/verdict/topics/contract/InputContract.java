package io.verdict.topics.contract;

/**
 * How a row or a text becomes a model's input: as floats, or as a sequence of tokens. Immutable and thread-safe.
 */
public sealed interface InputContract permits FeatureEncoder, TokenContract {

    /** The same as JSON; enough to encode anew. */
    String contract();
}
