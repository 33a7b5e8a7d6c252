package io.verdict.connectors.runs;

/** A run that cannot begin, go on or take a fact; the message says why and what to do. */
public final class RunRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunRefusedException(String finding) {
        super(finding);
    }
}
