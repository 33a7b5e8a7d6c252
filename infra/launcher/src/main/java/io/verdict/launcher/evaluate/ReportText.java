package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.inference.evaluation.measure.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation's report in Markdown. Pure. */
public final class ReportText {

    private ReportText() {}

    /** The whole report. */
    public static String markdown(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        text.append("# %s %s%n%n"
                        .formatted(
                                report.candidate().model(), report.candidate().version()))
                .append(
                        "Measured by the platform, through serving's code, on %s: %d photos, %d objects, SHA-256 %s.%n%n"
                                .formatted(
                                        report.data().name(),
                                        report.data().photos(),
                                        report.data().objects(),
                                        report.data().sha256()));
        version(report.candidate(), text);
        if (report.serving() != null) {
            differences(report, text);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void version(DetectorMeasures measures, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "Graph %s in %s. Precision, recall and confusion at score %.2f and IoU 0.5. Objects are small below %.0f,"
                        + " large above %.0f square pixels.%n%n",
                measures.artifactSha256(),
                measures.runtime(),
                measures.scoreThreshold(),
                Math.pow(32 * measures.sizeScale(), 2),
                Math.pow(96 * measures.sizeScale(), 2)));
        text.append("## Metrics\n\n");
        estimates(measures.estimates().overall(), text);
        confusion(measures.confusion(), text);
        text.append("## Slices\n\n");
        measures.estimates().notes().forEach(note -> text.append(note).append("\n\n"));
        estimates(measures.estimates().slices(), text);
        text.append(measures.bias().markdown()).append('\n');
        List<Estimate> absent = measures.estimates().absent().toList();
        if (!absent.isEmpty()) {
            text.append("## Not measured\n\n");
            absent.forEach(one -> text.append("- %s%s: %s%n"
                    .formatted(one.metric(), one.slice().isEmpty() ? "" : " of " + one.slice(), one.absence())));
            text.append('\n');
        }
    }

    private static void estimates(List<Estimate> estimates, StringBuilder text) {
        text.append("| of | metric | value | interval | photos |\n|---|---|---|---|---|\n");
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

    private static void differences(EvaluationReport report, StringBuilder text) {
        text.append("## Against version %s, which serves%n%n"
                        .formatted(report.serving().version()))
                .append("On the same photos, drawn alike; graph %s.%n%n"
                        .formatted(report.serving().artifactSha256()))
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

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String interval(Interval interval) {
        return interval == null ? "–" : String.format(Locale.ROOT, "%.4f … %.4f", interval.low(), interval.high());
    }
}
