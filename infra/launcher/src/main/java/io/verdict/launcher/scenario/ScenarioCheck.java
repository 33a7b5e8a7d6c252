package io.verdict.launcher.scenario;

/**
 * Something that has to hold for a scenario to have gone well.
 *
 * @param what has to hold, in words
 * @param holds whether it does
 * @param seen what was seen, in words
 */
public record ScenarioCheck(String what, boolean holds, String seen) {}
