package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.classification.Calibration;
import java.util.Locale;

/** The report on a model of rows or texts in Markdown. Pure. */
final class ClassificationText {

    private ClassificationText() {}

    /** The whole report. */
    static String markdown(ClassificationReport report) {
        ClassifierMeasures candidate = report.candidate();
        StringBuilder text = new StringBuilder();
        text.append("# %s %s%n%n".formatted(candidate.model(), candidate.version()))
                .append(
                        "Measured by the platform, through serving's code, on the test rows of %s: %d rows in %d groups, %s,"
                                        .formatted(
                                                report.data().name(),
                                                report.data().rows(),
                                                report.data().groups(),
                                                report.data().classes())
                                + " SHA-256 %s.%n%n".formatted(report.data().sha256()))
                .append("Graph %s in %s, contract %s.%n%n"
                        .formatted(candidate.artifactSha256(), candidate.runtime(), candidate.contractSha256()));
        refused(candidate.refused(), text);
        ReportTables.measures(candidate, "rows", text);
        reliability(candidate, text);
        ReportTables.differences(report, "rows", text);
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void refused(ClassifierMeasures.Refused refused, StringBuilder text) {
        text.append("Rows that its contract refuses: %d%s%n%n"
                .formatted(refused.rows(), refused.rows() == 0 ? "." : "; they count as wrong."));
        refused.reasons().forEach((reason, rows) -> text.append("- %d: %s%n".formatted(rows, reason)));
        if (refused.rows() > 0) {
            text.append('\n');
        }
    }

    private static void reliability(ClassifierMeasures measures, StringBuilder text) {
        if (measures.reliability().isEmpty()) {
            return;
        }
        text.append("## Calibration\n\n| confidence | rows | mean confidence | right |\n|---|---|---|---|\n");
        for (Calibration.Bin bin : measures.reliability()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %.3f to %.3f | %.0f | %s | %s |%n",
                    bin.from(),
                    bin.to(),
                    bin.weight(),
                    ReportTables.number(bin.confidence()),
                    ReportTables.number(bin.accuracy())));
        }
        text.append('\n');
    }
}
