package io.verdict.inference.session;

import io.verdict.inference.image.ModelInput;
import io.verdict.inference.tokens.TokenRow;

/** One input of a served graph. */
public sealed interface GraphInput {

    /** A photo, decoded to the model's size. */
    record Photo(ModelInput pixels) implements GraphInput {}

    /**
     * A row or a text, encoded by the model's contract.
     *
     * @param values not to be changed
     */
    record Features(float[] values) implements GraphInput {}

    /** A text as tokens. */
    record Tokens(TokenRow row) implements GraphInput {}
}
