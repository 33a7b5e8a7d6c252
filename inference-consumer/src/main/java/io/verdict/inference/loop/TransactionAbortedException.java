package io.verdict.inference.loop;

/** A transaction was given up, nothing of it is visible, and the producer can begin another. */
final class TransactionAbortedException extends Exception {
    private static final long serialVersionUID = 1L;

    TransactionAbortedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
