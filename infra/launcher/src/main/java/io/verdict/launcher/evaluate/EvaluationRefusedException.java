package io.verdict.launcher.evaluate;

/** A version, or the data, cannot be measured as it is; the message says what is wrong, where, and what to do. */
public sealed class EvaluationRefusedException extends Exception permits MisfitException {
    private static final long serialVersionUID = 1L;

    EvaluationRefusedException(String message) {
        super(message);
    }

    EvaluationRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
