package io.verdict.launcher.scenario;

import java.util.List;

/**
 * A step of a scenario that is done.
 *
 * @param what it was
 * @param seconds it took
 * @param where its facts lie on the log
 * @param figures what came of it, a line each
 */
public record ScenarioStep(String what, double seconds, String where, List<String> figures) {

    public ScenarioStep {
        figures = List.copyOf(figures);
    }
}
