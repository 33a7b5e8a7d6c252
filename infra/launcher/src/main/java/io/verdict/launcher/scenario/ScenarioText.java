package io.verdict.launcher.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What scenarios say for people in the same words. Pure. */
public final class ScenarioText {

    private ScenarioText() {}

    /** What a step came to. */
    public static List<String> lines(ScenarioStep step) {
        List<String> lines = new ArrayList<>();
        step.figures().forEach(figure -> lines.add("  " + figure));
        lines.add(String.format(Locale.ROOT, "  %.1f s, %s", step.seconds(), step.where()));
        return lines;
    }

    /** What holds and what does not, and whether that is all of it. */
    static List<String> verdict(ScenarioResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        result.checks()
                .forEach(check -> lines.add(
                        "%-5s %s: %s".formatted(check.holds() ? "holds" : "FAILS", check.what(), check.seen())));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s %.0f s",
                result.holds() ? "All of it holds." : "Not all of it holds.",
                result.seconds()));
        return lines;
    }
}
