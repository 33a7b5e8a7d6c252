package io.verdict.inference.session;

import io.verdict.inference.image.ModelInput;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One input for one model.
 *
 * @param arrivedNanos {@link System#nanoTime} at which it was ready for the model
 * @param cancelled whether nobody waits for it any more; read once, before it is executed
 * @param done called exactly once, on the model's thread; must not block
 */
public record InferenceTask(GraphInput input, long arrivedNanos, BooleanSupplier cancelled, Consumer<Inference> done) {

    /** The same for a photo. */
    public InferenceTask(ModelInput photo, long arrivedNanos, BooleanSupplier cancelled, Consumer<Inference> done) {
        this(new GraphInput.Photo(photo), arrivedNanos, cancelled, done);
    }
}
