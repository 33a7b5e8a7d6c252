package io.verdict.launcher.scenario;

/** A scenario could not go on; the message says at what and why. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScenarioException(String message) {
        super(message);
    }
}
