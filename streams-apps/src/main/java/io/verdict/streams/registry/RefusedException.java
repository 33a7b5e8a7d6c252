package io.verdict.streams.registry;

import io.verdict.events.RefusalCode;

/** A rule says no; becomes a refusal fact, never more. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    /** @param text why, and what to do, in a sentence or two */
    RefusedException(RefusalCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    RefusalCode code() {
        return code;
    }

    static RefusedException notDeclared() {
        return new RefusedException(
                RefusalCode.NOT_DECLARED,
                "The model is not declared. Declare it first: what it does, its gates, its owner.");
    }
}
