package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.scenario.ScenarioListener;
import io.verdict.launcher.scenario.ScenarioStep;
import io.verdict.launcher.scenario.ScenarioText;

/**
 * Says which step of a scenario begins and what came of it.
 *
 * @param runs whom its runs tell how they get on
 */
record ScenarioConsole(Console console, RunListener runs) implements ScenarioListener {

    @Override
    public void begins(String step) {
        console.say(step + " ...");
    }

    @Override
    public void done(ScenarioStep step) {
        ScenarioText.lines(step).forEach(console::say);
    }
}
