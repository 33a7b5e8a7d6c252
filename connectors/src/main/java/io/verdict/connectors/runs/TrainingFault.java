package io.verdict.connectors.runs;

import io.verdict.events.RunFailure;
import java.util.Objects;

/** Why a step of a run failed, and whether another attempt may succeed. The message says what to do. */
public final class TrainingFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RunFailure failure;
    private final boolean passing;

    public TrainingFault(RunFailure failure, String finding) {
        this(failure, finding, false, null);
    }

    /**
     * A fault with its cause, which may be null.
     *
     * @param passing whether the same again may succeed later, as after a spot machine was taken away
     */
    public TrainingFault(RunFailure failure, String finding, boolean passing, Throwable cause) {
        super(finding, cause);
        this.failure = Objects.requireNonNull(failure, "failure");
        this.passing = passing;
    }

    public RunFailure failure() {
        return failure;
    }

    /** Whether another attempt may succeed. */
    public boolean passing() {
        return passing;
    }
}
