package io.verdict.connectors.runs;

import java.util.Locale;

/** Where a run stands by its facts. */
public enum RunStatus {
    /** There is no fact of it. */
    ABSENT,
    /** Its last fact is not an end. A process that was killed leaves a run like this; it can be resumed. */
    RUNNING,
    /** Over, with an artifact. */
    FINISHED,
    /** Given up with a reason; it can be resumed. */
    FAILED,
    /** Ended by somebody or something; it can be resumed. */
    STOPPED;

    /** The word for people and scripts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
