package io.verdict.launcher.scenario;

import io.verdict.inference.evaluation.measure.Contrast;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.inference.evaluation.measure.Interval;
import io.verdict.launcher.loop.Lap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The drone scenario's result for people. */
public final class DroneText {

    private DroneText() {}

    public static List<String> lines(DroneResult result) {
        List<String> lines = new ArrayList<>();
        DroneResult.Accuracies found = result.accuracies();
        lines.add("");
        lines.add("%s %s, run %s, learnt from %d scenes of %s"
                .formatted(
                        result.model(),
                        result.round().version(),
                        result.round().runId(),
                        result.round().learnt(),
                        result.round().dataset()));
        lines.add("");
        lines.add(row("measured by the platform", "value", "95 %", "scenes"));
        found.overall().forEach(one -> lines.add(estimate(one.metric(), one)));
        found.classes().forEach(one -> lines.add(estimate("ap50 " + one.slice(), one)));
        found.slices().stream()
                .filter(one -> one.value() != null)
                .forEach(one -> lines.add(estimate("map50 " + one.slice(), one)));
        lines.add("On %s: %d scenes of flights that were not learnt from, %d objects."
                .formatted(found.heldOut(), found.photos(), found.objects()));
        lines.add(
                found.bias().isEmpty()
                        ? "Bias report: no slice differs from the rest by more than chance."
                        : "Bias report, slices that differ from the rest:");
        found.bias().forEach(one -> lines.add("  " + contrast(one)));
        lines.add("");
        result.standing()
                .gates()
                .forEach(gate -> lines.add(
                        "Gate %s %s: %s".formatted(gate.name(), gate.passed() ? "met" : "not met", gate.text())));
        lines.add("Asked for by the one who trained it, approved by %s; %s."
                .formatted(
                        String.join(", ", result.standing().approvers()),
                        result.standing().champion() ? "champion" : "not champion"));
        lines.add("");
        decided(result, lines);
        lines.add("");
        result.laps().forEach(lap -> lines.add(step(lap)));
        lines.add(String.format(Locale.ROOT, "%nAll of it: %.0f s", result.seconds()));
        lines.add(DroneResult.LIMIT);
        return lines;
    }

    private static void decided(DroneResult result, List<String> lines) {
        Map<String, Integer> there = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        Map<String, Integer> by = new TreeMap<>();
        for (Decided.Photo photo : result.decided().photos()) {
            String who = photo.source() + " → " + String.join(", ", photo.by());
            by.merge(who, 1, Integer::sum);
            if (photo.source().equals(AerialScenes.SOURCE)) {
                photo.there().forEach((label, count) -> there.merge(label, count, Integer::sum));
                photo.found().forEach((label, count) -> found.merge(label, count, Integer::sum));
            }
        }
        by.forEach((who, count) -> lines.add("New photos of source %s: %d".formatted(who, count)));
        lines.add("On the new scenes were %s; the version names %s.".formatted(there, found));
    }

    private static String step(Lap lap) {
        return String.format(Locale.ROOT, "  %-28s %7.1f s   %s", lap.what(), lap.seconds(), lap.where())
                .stripTrailing();
    }

    private static String estimate(String name, Estimate one) {
        return row(name, number(one.value()), interval(one.interval()), Integer.toString(one.examples()));
    }

    private static String contrast(Contrast one) {
        return "%s: %s of %s inside, %s outside"
                .formatted(one.slice(), one.metric(), number(one.inside()), number(one.outside()));
    }

    private static String row(String... cells) {
        return "%-34s %8s  %-18s %6s".formatted((Object[]) cells).stripTrailing();
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String interval(Interval interval) {
        return interval == null ? "–" : String.format(Locale.ROOT, "%.4f … %.4f", interval.low(), interval.high());
    }
}
