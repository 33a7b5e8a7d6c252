package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.inference.evaluation.measure.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What reports on whichever kind of model have in common, in Markdown. Pure. */
final class ReportTables {

    private ReportTables() {}

    /**
     * Metrics, confusion, slices, what slices differ in, and what was not measured.
     *
     * @param examples what is counted, for example photos
     */
    static void measures(VersionMeasures measures, String examples, StringBuilder text) {
        text.append("## Metrics\n\n");
        estimates(measures.estimates().overall(), examples, text);
        confusion(measures.confusion(), text);
        text.append("## Slices\n\n");
        measures.estimates().notes().forEach(note -> text.append(note).append("\n\n"));
        estimates(measures.estimates().slices(), examples, text);
        text.append(measures.bias().markdown()).append('\n');
        List<Estimate> absent = measures.estimates().absent().toList();
        if (!absent.isEmpty()) {
            text.append("## Not measured\n\n");
            absent.forEach(one -> text.append("- %s%s: %s%n"
                    .formatted(one.metric(), one.slice().isEmpty() ? "" : " of " + one.slice(), one.absence())));
            text.append('\n');
        }
    }

    private static void estimates(List<Estimate> estimates, String examples, StringBuilder text) {
        text.append("| of | metric | value | interval | %s |%n|---|---|---|---|---|%n".formatted(examples));
        estimates.stream()
                .filter(one -> one.value() != null)
                .forEach(one -> text.append("| %s | %s | %s | %s | %d |%n"
                        .formatted(
                                one.slice().isEmpty() ? "all" : one.slice().replace("|", "\\|"),
                                one.metric(),
                                number(one.value()),
                                interval(one.interval()),
                                one.examples())));
        text.append('\n');
    }

    private static void confusion(ConfusionMatrix matrix, StringBuilder text) {
        text.append("## Confusion\n\nRows are what is there, columns what was found.\n\n| | ")
                .append(String.join(" | ", matrix.labels()))
                .append(" |\n")
                .append("|---".repeat(matrix.labels().size() + 1))
                .append("|\n");
        for (int row = 0; row < matrix.labels().size(); row++) {
            text.append("| %s | %s |%n"
                    .formatted(
                            matrix.labels().get(row),
                            matrix.counts().get(row).stream()
                                    .map(count -> String.format(Locale.ROOT, "%.10g", count)
                                            .replaceAll("\\.?0+$", ""))
                                    .map(count -> count.isEmpty() ? "0" : count)
                                    .collect(Collectors.joining(" | "))));
        }
        text.append('\n');
    }

    /** Candidate minus serving; where that could not be measured why, and nothing where nobody asked. */
    static void differences(Evaluated report, String examples, StringBuilder text) {
        if (report.notCompared() != null) {
            text.append("## Not compared\n\n").append(report.notCompared()).append("\n");
        }
        if (report.serving() == null) {
            return;
        }
        text.append("## Against version %s, which serves%n%n"
                        .formatted(report.serving().version()))
                .append("On the same %s, drawn alike; graph %s.%n%n"
                        .formatted(examples, report.serving().artifactSha256()))
                .append("| of | metric | %s | %s | difference | interval | |%n|---|---|---|---|---|---|---|%n"
                        .formatted(
                                report.candidate().version(), report.serving().version()));
        for (Difference one : report.differences()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            one.slice().isEmpty() ? "all" : one.slice(),
                            one.metric(),
                            number(one.candidate()),
                            number(one.serving()),
                            number(one.difference()),
                            interval(one.interval()),
                            one.shown() ? "**differs**" : "no difference shown"));
        }
    }

    static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String interval(Interval interval) {
        return interval == null ? "–" : String.format(Locale.ROOT, "%.4f … %.4f", interval.low(), interval.high());
    }
}
