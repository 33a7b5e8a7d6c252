package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.RegisteredModel;
import io.verdict.events.TrainingData;
import io.verdict.launcher.evaluate.Beside;
import io.verdict.launcher.evaluate.ClassifierEvaluator;
import io.verdict.launcher.evaluate.DetectorEvaluator;
import io.verdict.launcher.evaluate.Evaluated;
import io.verdict.launcher.evaluate.EvaluationData;
import io.verdict.launcher.evaluate.EvaluationRefusedException;
import io.verdict.launcher.evaluate.TableData;
import io.verdict.launcher.train.DatasetVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code model evaluate}: measures a version, or reports what was measured elsewhere (TRN-5, TRN-6). */
@Command(
        name = "evaluate",
        description = {
            "Fetch a version's graph by its hash, run it over labelled photos, or over the test rows of a table, through"
                    + " serving's code, and report what it measures; the registry judges it by the declared gates."
                    + " Nothing is reported where a photo, a row, a label or the graph is not what it should be.",
            "Or, with --metrics, report what an evaluator measured elsewhere. Reporting needs the role evaluator."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand extends ModelApprovals.OfVersion {

    private static final String TEST = "test";
    private static final String ROWS_OF_THE_TEST =
            "--split is for photos; of a table nothing but the test rows is measured on.";

    @Option(
            names = "--photos",
            paramLabel = "MANIFEST|FOLDER",
            description = "What to measure a detector on: a data set's manifest (JSON Lines), or a photo set's folder.")
    Path photos;

    @Option(
            names = "--gold",
            paramLabel = "FOLDER",
            description =
                    "What to measure a model of rows or texts on: the test rows of a table that `table build` wrote.")
    Path gold;

    @Option(
            names = "--dataset",
            paramLabel = "NAME[@VERSION]",
            description =
                    "What to measure on: the split 'test' of a dataset version, photos or table; without a version,"
                            + " of the latest that stands. With --metrics: the name of what it was measured on.")
    String dataset;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            defaultValue = TEST,
            description =
                    "The part of a manifest of photos to measure on; another than the default with --dry-run only."
                            + " Default: ${DEFAULT-VALUE}.")
    String split;

    @Option(
            names = "--serving-too",
            description = "Measure the version that serves on the same data; comparisons need that.")
    boolean servingToo;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Of a detector: score for precision and recall in place of the version's own. With --dry-run"
                    + " only: what is reported is what would be served.")
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
    MeasuredElsewhere elsewhere;

    private final Console console;

    EvaluateCommand(Console console) {
        super(console);
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUse();
        if (elsewhere != null) {
            return ask(model, elsewhere.command(version, dataset));
        }
        try {
            return measured();
        } catch (EvaluationRefusedException | RunRefusedException e) {
            console.say("Not evaluated, and nothing reported. " + e.getMessage());
            return ExitCode.NEGATIVE;
        }
    }

    private void checkUse() {
        long places = Stream.of(photos, gold, elsewhere == null ? dataset : elsewhere)
                .filter(Objects::nonNull)
                .count();
        if (places != 1) {
            throw new WrongUseException(
                    "Say what to measure on with one of --photos, --gold and --dataset, or what was measured with --metrics.");
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new WrongUseException("--threshold: a score is 0 to 1, not " + threshold + ".");
        }
        if (threshold != null && !dryRun) {
            throw new WrongUseException("--threshold goes with --dry-run: what is reported is what would be served.");
        }
        if (threshold != null && gold != null) {
            throw new WrongUseException("--threshold is for detectors; a class is answered whatever its probability.");
        }
        if (gold != null && !split.equals(TEST)) {
            throw new WrongUseException(ROWS_OF_THE_TEST);
        }
        if (!split.equals(TEST) && !dryRun) {
            throw new WrongUseException(
                    "--split goes with --dry-run: what is reported is measured on photos of the split '" + TEST
                            + "', which nobody learns from.");
        }
    }

    private int measured() throws EvaluationRefusedException, IOException {
        Optional<RegisteredModel> known = read(model);
        if (known.isEmpty()) {
            console.say("There is no model '%s'. All of them: infra/verdict model list".formatted(model));
            return ExitCode.NEGATIVE;
        }
        Evaluated found;
        try (ObjectStore objects = store.open(cluster)) {
            found = evaluated(known.get(), objects);
        }
        EvaluationOutput output = new EvaluationOutput(console);
        output.show(found, json);
        output.write(found, report);
        if (dryRun) {
            console.say("Nothing was reported to the registry.");
            return ExitCode.OK;
        }
        return ask(model, found.command(EventIds.next(Clock.systemUTC())));
    }

    private Evaluated evaluated(RegisteredModel known, ObjectStore objects)
            throws EvaluationRefusedException, IOException {
        if (photos != null) {
            return photos(known, objects, EvaluationData.open(photos, split, objects));
        }
        if (gold != null) {
            return rows(known, objects, TableData.open(gold));
        }
        DatasetDesk desk = new DatasetDesk(new KafkaDatasetLog(cluster.cluster()), objects, Clock.systemUTC());
        DatasetVersions.Choice choice = new DatasetVersions(desk).choose(dataset, List.of());
        DatasetVersionPublished published = choice.version();
        if (published.getTable() == null) {
            byte[] manifest = objects.get(ObjectRef.of(published.getManifest()));
            String name = choice.reference().getName();
            return photos(known, objects, EvaluationData.ofVersion(name, manifest, split, objects));
        }
        if (!split.equals(TEST)) {
            throw new WrongUseException(ROWS_OF_THE_TEST);
        }
        String part = TablePart.of(published, Split.TEST).uri();
        return rows(known, objects, TableData.ofVersion(new TrainingData(choice.reference(), part), objects));
    }

    private Evaluated photos(RegisteredModel known, ObjectStore objects, EvaluationData data)
            throws EvaluationRefusedException, IOException {
        return new DetectorEvaluator(known, objects, sampling.measure(), this::progress)
                .evaluate(
                        version,
                        beside(known),
                        data,
                        threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold));
    }

    private Evaluated rows(RegisteredModel known, ObjectStore objects, TableData data)
            throws EvaluationRefusedException, IOException {
        return new ClassifierEvaluator(known, objects, sampling.measure(), sampling.slicing(), (done, total) -> {})
                .evaluate(version, beside(known), data);
    }

    private Optional<String> beside(RegisteredModel known) {
        return servingToo ? Beside.of(known, version) : Optional.empty();
    }

    private void progress(int done, int total) {
        if (done == total || done * 10 / total > (done - 1) * 10 / total) {
            console.say("Looked at %d of %d photos".formatted(done, total));
        }
    }
}
