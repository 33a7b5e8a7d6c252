package io.verdict.launcher.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A scenario's result for people. Pure. */
public final class PriceSensitivityText {

    private PriceSensitivityText() {}

    /** What a step came to. */
    public static List<String> lines(ScenarioStep step) {
        List<String> lines = new ArrayList<>();
        step.figures().forEach(figure -> lines.add("  " + figure));
        lines.add(String.format(Locale.ROOT, "  %.1f s, %s", step.seconds(), step.where()));
        return lines;
    }

    /** Versions beside each other, and what holds. */
    public static List<String> lines(PriceSensitivityResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("version", "run", "accuracy", "macro F1", "gates"));
        for (PriceSensitivityResult.Candidate one : result.candidates()) {
            lines.add(row(
                    one.version(),
                    one.runId(),
                    number(one.accuracy()),
                    number(one.macroF1()),
                    one.passed() ? "passed" : "failed"));
        }
        lines.add(
                "On the test rows of %s, of customers that none of them has learnt from.".formatted(result.dataset()));
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

    private static String row(String... cells) {
        return "%-8s %-38s %9s %9s  %s".formatted((Object[]) cells).stripTrailing();
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }
}
