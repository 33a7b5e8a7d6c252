package io.verdict.inference;

/** The consumer has ended by itself; the message says why and what to do. */
public final class InferenceFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InferenceFailedException(String text) {
        super(text);
    }
}
