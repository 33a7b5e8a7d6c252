package io.verdict.launcher.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scenario's result for people. Pure. */
public final class PriceSensitivityText {

    private PriceSensitivityText() {}

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
        lines.addAll(ScenarioText.verdict(result));
        return lines;
    }

    private static String row(String... cells) {
        return "%-8s %-38s %9s %9s  %s".formatted((Object[]) cells).stripTrailing();
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }
}
