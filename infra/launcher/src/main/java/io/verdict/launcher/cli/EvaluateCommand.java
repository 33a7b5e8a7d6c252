package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.DatasetReference;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisteredModel;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.evaluate.DetectorEvaluator;
import io.verdict.launcher.evaluate.DetectorMeasures;
import io.verdict.launcher.evaluate.EvaluationData;
import io.verdict.launcher.evaluate.EvaluationRefusedException;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.evaluate.ReportText;
import io.verdict.launcher.registry.MetricsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code model evaluate}: measures a version, or reports what was measured elsewhere (TRN-5, TRN-6). */
@Command(
        name = "evaluate",
        description = {
            "Fetch a version's graph by its hash, run it over labelled photos through serving's code, and report what it"
                    + " measures; the registry judges it by the declared gates. Nothing is reported where a photo, a"
                    + " label or the graph is not what it should be.",
            "Or, with --metrics, report what an evaluator measured elsewhere. Reporting needs the role evaluator."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand extends ModelApprovals.OfVersion {

    @Option(
            names = "--photos",
            paramLabel = "MANIFEST|FOLDER",
            description = "What to measure on: a data set's manifest (JSON Lines), or a photo set's folder.")
    Path photos;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            defaultValue = "test",
            description = "The part of a manifest to measure on. Default: ${DEFAULT-VALUE}.")
    String split;

    @Option(
            names = "--serving-too",
            description = "Measure the version that serves on the same photos; comparisons need that.")
    boolean servingToo;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Score for precision and recall in place of the version's own. With --dry-run only: what is"
                    + " reported is what would be served.")
    Double threshold;

    @Option(names = "--dry-run", description = "Measure, and report nothing to the registry.")
    boolean dryRun;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Everything measured, with intervals, slices, bias report and confusion: JSON where the name ends"
                            + " in .json, else Markdown.")
    Path report;

    @Mixin
    SamplingOptions sampling;

    @Mixin
    StoreOption store;

    @ArgGroup(exclusive = false, heading = "Measured elsewhere:%n")
    Elsewhere elsewhere;

    private final Console console;

    /** Numbers from a file. */
    static final class Elsewhere {

        @Option(
                names = "--metrics",
                required = true,
                paramLabel = "FILE",
                description = "metrics.json, as train-detector writes it.")
        Path metrics;

        @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "What it was evaluated on.")
        String dataset;

        @Option(
                names = "--compared",
                paramLabel = "VERSION",
                description = "The version that serves, where it was evaluated on the same data.")
        String compared;

        @Option(names = "--compared-metrics", paramLabel = "FILE", description = "What that one measured.")
        Path comparedMetrics;
    }

    EvaluateCommand(Console console) {
        super(console);
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if ((photos == null) == (elsewhere == null)) {
            throw new WrongUseException("Say what to measure on with --photos, or what was measured with --metrics.");
        }
        if (elsewhere != null) {
            return reported();
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new WrongUseException("--threshold: a score is 0 to 1, not " + threshold + ".");
        }
        if (threshold != null && !dryRun) {
            throw new WrongUseException("--threshold goes with --dry-run: what is reported is what would be served.");
        }
        try {
            return measured();
        } catch (EvaluationRefusedException e) {
            console.say("Not evaluated, and nothing reported. " + e.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private int measured() throws EvaluationRefusedException, IOException {
        Optional<RegisteredModel> known = read(model);
        if (known.isEmpty()) {
            console.say("There is no model '%s'. All of them: infra/verdict model list".formatted(model));
            return ExitCode.NEGATIVE;
        }
        EvaluationReport found;
        try (ObjectStore objects = store.open(cluster)) {
            DetectorEvaluator evaluator =
                    new DetectorEvaluator(known.get(), objects, sampling.measure(), this::progress);
            found = evaluator.evaluate(
                    version,
                    servingToo ? evaluator.competitor(version) : Optional.empty(),
                    EvaluationData.open(photos, split, objects),
                    threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
        }
        show(found);
        write(found);
        if (dryRun) {
            console.say("Nothing was reported to the registry.");
            return ExitCode.OK;
        }
        Optional<DetectorMeasures> serving = Optional.ofNullable(found.serving());
        return ask(
                model,
                new RecordEvaluation(
                        version,
                        EventIds.next(Clock.systemUTC()),
                        new DatasetReference(found.data().name(), found.data().sha256()),
                        found.candidate().measurements(),
                        serving.map(DetectorMeasures::version).orElse(null),
                        serving.map(DetectorMeasures::measurements).orElse(List.of())));
    }

    private void progress(int done, int total) {
        if (done == total || done * 10 / total > (done - 1) * 10 / total) {
            console.say("Looked at %d of %d photos".formatted(done, total));
        }
    }

    private void show(EvaluationReport found) {
        if (json) {
            console.json(found);
            return;
        }
        console.print("%s, %d photos, %d objects"
                .formatted(found.subject(), found.data().photos(), found.data().objects()));
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

    private void write(EvaluationReport found) {
        if (report == null) {
            return;
        }
        boolean asJson = report.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        try {
            Files.writeString(report, asJson ? found.json() : ReportText.markdown(found));
            console.say("Written to " + report);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + report + ": " + e, e);
        }
    }

    private int reported() {
        if ((elsewhere.compared == null) != (elsewhere.comparedMetrics == null)) {
            throw new WrongUseException("--compared and --compared-metrics go together.");
        }
        MetricsFile measured = read("--metrics", elsewhere.metrics);
        Optional<MetricsFile> other =
                Optional.ofNullable(elsewhere.comparedMetrics).map(file -> read("--compared-metrics", file));
        if (other.filter(one -> !one.testSha256().equals(measured.testSha256())).isPresent()) {
            throw new WrongUseException("The two evaluations are not on the same data: SHA-256 %s and %s."
                    .formatted(measured.testSha256(), other.get().testSha256()));
        }
        return ask(
                model,
                new RecordEvaluation(
                        version,
                        EventIds.next(Clock.systemUTC()),
                        new DatasetReference(elsewhere.dataset, measured.testSha256()),
                        measured.measurements(),
                        elsewhere.compared,
                        other.map(MetricsFile::measurements).orElse(List.of())));
    }

    private static MetricsFile read(String flag, Path file) {
        return Names.parsed(flag, () -> {
            try {
                return MetricsFile.parse(Files.readString(file));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
            }
        });
    }
}
