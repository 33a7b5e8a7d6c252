package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.ApprovedLabels;
import io.verdict.connectors.datasets.BuildRules;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.FileLabels;
import io.verdict.connectors.datasets.KafkaLabelFacts;
import io.verdict.connectors.datasets.LabelledImages;
import io.verdict.connectors.datasets.SplitRule;
import io.verdict.connectors.datasets.TableFiles;
import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.events.DuplicatePolicy;
import io.verdict.launcher.registry.AsOf;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code dataset build NAME}, from the labels that are approved on the log; from {@code --labels FILE --photos DIR}; or,
 * of rows, from {@code --table FILE --schema FILE}.
 */
@Command(
        name = "build",
        description =
                "Build a version from the labels that are approved on the log, from a label file and its photos, or"
                        + " from files with rows, and publish it. The same input gives the same version, which is published once.",
        mixinStandardHelpOptions = true)
final class DatasetBuildCommand extends DatasetCommand.OfDataset {

    private static final BigDecimal HUNDREDTHS = BigDecimal.valueOf(100);

    @Mixin
    LabelFileOptions labels;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Label file: COCO, Ground Truth, or YOLO's folder. Default: the approved labels of the log.")
    Path file;

    @Option(names = "--photos", paramLabel = "DIR", description = "Folder of the label file's photos.")
    Path photos;

    @Option(
            names = "--table",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files with rows: .csv, .tsv, .jsonl or .ndjson in UTF-8, or .parquet. The version is their gold table;"
                            + " split and seed are the schema's.")
    List<Path> tables;

    @Option(names = "--schema", paramLabel = "FILE", description = "The table's schema, YAML.")
    Path schema;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "Labels of the log that were approved by then, for example 2026-05-15T12:00:00Z. Default: now.")
    String asOf;

    @Option(
            names = "--group",
            paramLabel = "REGEX",
            description = "What in a photo's path names its vehicle, in parentheses; a vehicle's photos stay in one"
                    + " split. Default: its folder.")
    Pattern group;

    @Option(
            names = "--seed",
            defaultValue = "verdict",
            paramLabel = "TEXT",
            description = "Seed of the split; keep it from version to version. Default: ${DEFAULT-VALUE}.")
    String seed;

    @Option(
            names = "--shares",
            split = ",",
            defaultValue = "train=80,val=10,test=10",
            paramLabel = "SPLIT=PERCENT",
            description = "Splits and their shares of the vehicles. Default: ${DEFAULT-VALUE}.")
    Map<String, BigDecimal> shares;

    @Option(
            names = "--duplicate-bits",
            defaultValue = "4",
            paramLabel = "N",
            description = "In how many bits of 64 the perceptual hashes of photos may differ that count as the same"
                    + " picture, 0 to 16. Default: ${DEFAULT-VALUE}.")
    int bits;

    @Option(
            names = "--refuse-duplicates",
            description =
                    "Publish nothing where a photo looks like one of the test split; they are left out otherwise.")
    boolean refuse;

    @Mixin
    PersonOption by;

    DatasetBuildCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        if ((tables == null) != (schema == null)) {
            throw new WrongUseException("--table and --schema go together: the rows, and what they must hold.");
        }
        if (tables != null && (file != null || photos != null || asOf != null || group != null)) {
            throw new WrongUseException("--table is about rows, --labels, --photos, --as-of and --group about photos.");
        }
        if (tables != null) {
            return fromRows();
        }
        if ((file == null) != (photos == null)) {
            throw new WrongUseException(
                    "--labels and --photos go together: the file's labels, and where its photos lie.");
        }
        if (file != null && asOf != null) {
            throw new WrongUseException("--as-of is about the log; a file has no past. Leave out one of them.");
        }
        if (file == null && group != null) {
            throw new WrongUseException("--group is about file names; photos of the log belong to their listing.");
        }
        BuildRules rules = rules();
        return file == null ? fromLog(rules) : fromFile(rules);
    }

    private int fromRows() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try {
            for (Path each : tables) {
                files.add(SourceFile.read(each));
            }
        } catch (TableFormatException e) {
            return show(new DatasetDesk.Answer.Refused(List.of(e.getMessage()), 1));
        }
        TableFiles rows = TableFiles.of(schema.toString(), Files.readAllBytes(schema), files);
        try (ObjectStore objects = store.open(cluster)) {
            return show(desk(objects).publish(dataset, rows, by.person));
        }
    }

    private int fromLog(BuildRules rules) throws IOException {
        Optional<Instant> moment = Optional.ofNullable(asOf).map(text -> Names.parsed("--as-of", () -> AsOf.parse(text))
                .time()
                .orElseThrow(() -> new WrongUseException(
                        "--as-of: labels lie in several partitions, so an offset names no moment; give a time.")));
        try (ObjectStore objects = store.open(cluster)) {
            LabelledImages source = new ApprovedLabels(
                    KafkaLabelFacts.of(cluster.cluster(), moment),
                    "approved labels",
                    photo -> true,
                    LabelFileOptions.SCRATCH);
            return show(desk(objects).publish(dataset, source, rules, by.person, LabelFileOptions.SCRATCH));
        }
    }

    private int fromFile(BuildRules rules) throws IOException {
        FolderImages folder = new FolderImages(photos);
        try (ImportResult result = labels.read(file, Optional.of(folder));
                ObjectStore objects = store.open(cluster)) {
            if (result instanceof ImportResult.Refused refused) {
                LabelFileOptions.show(refused, console, json);
                return ExitCode.NEGATIVE;
            }
            FileLabels source = Names.parsed(
                    "--group",
                    () -> new FileLabels(
                            ((ImportResult.Accepted) result).labels(),
                            folder,
                            group == null ? FileLabels.BY_FOLDER : group,
                            objects,
                            "labels of %s with the photos of %s".formatted(file.getFileName(), photos.getFileName())));
            return show(desk(objects).publish(dataset, source, rules, by.person, LabelFileOptions.SCRATCH));
        }
    }

    private BuildRules rules() {
        List<SplitRule.Share> parts = new ArrayList<>();
        shares.forEach((name, percent) -> parts.add(new SplitRule.Share(name, hundredths(name, percent))));
        SplitRule split = Names.parsed("--shares", () -> new SplitRule(seed, parts));
        return Names.parsed(
                "--duplicate-bits",
                () -> new BuildRules(split, refuse ? DuplicatePolicy.REFUSE : DuplicatePolicy.LEAVE_OUT, bits));
    }

    private static int hundredths(String name, BigDecimal percent) {
        try {
            return percent.multiply(HUNDREDTHS).intValueExact();
        } catch (ArithmeticException e) {
            throw new WrongUseException(
                    "--shares: " + name + "=" + percent + " is no whole hundredth of a percent; round it.");
        }
    }
}
