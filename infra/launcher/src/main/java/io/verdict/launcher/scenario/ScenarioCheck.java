package io.verdict.launcher.scenario;

import java.util.List;

/**
 * Something that has to hold for a scenario to have gone well.
 *
 * @param what has to hold, in words
 * @param holds whether it does
 * @param seen what was seen, in words
 */
public record ScenarioCheck(String what, boolean holds, String seen) {

    /** Whether so many were looked at, and all of them hold. */
    static boolean all(int expected, List<ScenarioCheck> checks) {
        return checks.size() == expected && checks.stream().allMatch(ScenarioCheck::holds);
    }
}
