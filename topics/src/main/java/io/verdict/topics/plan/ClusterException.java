package io.verdict.topics.plan;

import java.io.Serial;

/** The cluster or the registry did not answer, or refused; the message says who, and what to do. */
public final class ClusterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
