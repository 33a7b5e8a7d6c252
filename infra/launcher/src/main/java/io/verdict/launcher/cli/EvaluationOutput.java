package io.verdict.launcher.cli;

import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.evaluate.ClassificationReport;
import io.verdict.launcher.evaluate.Evaluated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Shows what an evaluation found, and writes its report. */
record EvaluationOutput(Console console) {

    /** Prints the metrics over all data, what rows were refused for, and where slices differ; or all of it as JSON. */
    void show(Evaluated found, boolean json) {
        if (json) {
            console.json(found);
            return;
        }
        console.print(found.headline());
        if (found instanceof ClassificationReport rows) {
            rows.candidate()
                    .refused()
                    .reasons()
                    .forEach((reason, count) -> console.print("  refused: %d rows, %s".formatted(count, reason)));
        }
        found.candidate().estimates().overall().stream()
                .filter(one -> one.slice().isEmpty() && one.value() != null)
                .forEach(one -> console.print("  " + line(one)));
        found.candidate()
                .bias()
                .flagged()
                .forEach(one -> console.print(String.format(
                        Locale.ROOT,
                        "  differs: %s of %s is %.4f, of the rest %.4f",
                        one.metric(),
                        one.slice(),
                        one.inside(),
                        one.outside())));
    }

    private static String line(Estimate one) {
        String value = String.format(Locale.ROOT, "%s %.4f", one.metric(), one.value());
        return one.interval() == null
                ? value
                : value
                        + String.format(
                                Locale.ROOT,
                                " (%.4f … %.4f)",
                                one.interval().low(),
                                one.interval().high());
    }

    /**
     * Writes the report.
     *
     * @param report the file, JSON where its name ends in .json; null for none
     */
    void write(Evaluated found, Path report) {
        if (report == null) {
            return;
        }
        boolean asJson = report.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        try {
            Files.writeString(report, asJson ? found.json() : found.markdown());
            console.say("Written to " + report);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + report + ": " + e, e);
        }
    }
}
