package io.verdict.launcher.scenario;

import io.verdict.connectors.runs.RunListener;

/** Follows a scenario for people; calls come one at a time. */
public interface ScenarioListener {

    /** A step begins. */
    void begins(String step);

    /** A step is done. */
    void done(ScenarioStep step);

    /** Whom runs tell how they get on. */
    RunListener runs();
}
