package io.verdict.launcher.loop;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.evaluate.EvaluationReport;

/** Follows a loop for people; calls come one at a time. */
public interface LoopListener {

    /** A step begins. */
    void begins(String version, String step);

    /** A step is done. */
    void done(String version, Lap lap);

    /** The platform has measured a version. */
    default void measured(EvaluationReport report) {}

    /** Whom runs tell how they get on. */
    RunListener runs();
}
