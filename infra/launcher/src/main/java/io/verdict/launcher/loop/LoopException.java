package io.verdict.launcher.loop;

/** The circle could not be closed; the message says where it broke and why. */
public final class LoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoopException(String message) {
        super(message);
    }
}
