package io.verdict.connectors.runs;

/** The log does not take a run's facts, or somebody else has taken the run over; the run stays as the log shows it. */
public final class RunLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunLogException(String finding, Throwable cause) {
        super(finding, cause);
    }
}
