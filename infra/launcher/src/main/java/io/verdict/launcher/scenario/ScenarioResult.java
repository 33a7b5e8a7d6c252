package io.verdict.launcher.scenario;

import java.util.List;

/** What came of a scenario in which several things have to hold. */
interface ScenarioResult {

    /** What had to hold. */
    List<ScenarioCheck> checks();

    /** Whether everything was looked at, and holds. */
    boolean holds();

    /** From the beginning to the last answer. */
    double seconds();
}
