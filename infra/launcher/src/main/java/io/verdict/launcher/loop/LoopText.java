package io.verdict.launcher.loop;

import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Interval;
import io.verdict.launcher.loop.RoundResult.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A loop's result for people. */
public final class LoopText {

    private LoopText() {}

    public static List<String> lines(LoopResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("version", "trained on", "photos", "run", "mAP50", "95 %"));
        for (RoundResult round : result.rounds()) {
            Accuracy accuracy = result.accuracies().stream()
                    .filter(one -> one.version().equals(round.version()))
                    .findFirst()
                    .orElse(new Accuracy(round.version(), null, null));
            lines.add(row(
                    round.version(),
                    round.dataset(),
                    Long.toString(round.learnt()),
                    round.runId(),
                    number(accuracy.map50()),
                    interval(accuracy.interval())));
        }
        lines.add("mAP50 on %s, %d photos that none of them has learnt from."
                .formatted(result.heldOut(), result.photos()));
        lines.add(verdict(result));
        for (RoundResult round : result.rounds()) {
            lines.add("");
            lines.add("Version " + round.version()
                    + (round.parent() == null ? "" : ", fine-tuned from run " + round.parent()));
            round.laps()
                    .forEach(lap -> lines.add(
                            String.format(Locale.ROOT, "  %-28s %7.1f s   %s", lap.what(), lap.seconds(), lap.where())
                                    .stripTrailing()));
        }
        lines.add(String.format(Locale.ROOT, "%nAll of it: %.0f s", result.seconds()));
        return lines;
    }

    private static String verdict(LoopResult result) {
        Difference difference = result.difference();
        if (difference == null || difference.difference() == null) {
            return "There is nothing to compare with.";
        }
        return String.format(
                Locale.ROOT,
                "The last one minus the one that it replaced: %+.4f (%s), %s.",
                difference.difference(),
                interval(difference.interval()),
                result.better() ? "measurably better" : "not measurably better");
    }

    private static String row(String... cells) {
        return "%-8s %-22s %7s  %-38s %7s  %s".formatted((Object[]) cells).stripTrailing();
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String interval(Interval interval) {
        return interval == null ? "–" : String.format(Locale.ROOT, "%.4f … %.4f", interval.low(), interval.high());
    }
}
