package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.LoopListener;
import java.util.Locale;

/** Says which step of a loop begins and what it took. */
record LoopSteps(Console console) implements LoopListener {

    @Override
    public void begins(String version, String step) {
        console.say("Version %s: %s ...".formatted(version, step));
    }

    @Override
    public void done(String version, Lap lap) {
        console.say(String.format(Locale.ROOT, "  %.1f s, %s", lap.seconds(), lap.where()));
    }

    @Override
    public RunListener runs() {
        return new RunConsole(console);
    }
}
