package io.verdict.launcher.evaluate;

import java.util.Locale;

/** The report on a detector in Markdown. Pure. */
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
        ReportTables.differences(report, "photos", text);
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
        ReportTables.measures(measures, "photos", text);
    }
}
