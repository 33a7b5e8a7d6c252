package io.verdict.launcher.loop;

import io.verdict.connectors.runs.RunListener;

/** Follows a loop for people; calls come one at a time. */
public interface LoopListener {

    /** A step begins. */
    void begins(String version, String step);

    /** A step is done. */
    void done(String version, Lap lap);

    /** Whom runs tell how they get on. */
    RunListener runs();
}
