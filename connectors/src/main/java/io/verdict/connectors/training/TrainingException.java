package io.verdict.connectors.training;

/** A training that cannot start or go on; the message says what to do. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String finding) {
        super(finding);
    }

    public TrainingException(String finding, Throwable cause) {
        super(finding, cause);
    }
}
