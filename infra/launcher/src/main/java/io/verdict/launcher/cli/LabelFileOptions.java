package io.verdict.launcher.cli;

import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImageLookup;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.labels.ImportRules;
import io.verdict.connectors.labels.ImportSummary;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.labels.LabelImport;
import io.verdict.connectors.labels.LabelProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How a label file is read and judged. */
final class LabelFileOptions {

    static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the label file: coco, yolo or ground-truth. Default: by its name.")
    String format;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Ground Truth's label attribute, where a manifest has labels of several jobs.")
    String job;

    @Option(
            names = "--classes",
            paramLabel = "NAME",
            split = ",",
            description = "The classes that there are, several with commas. Default: those of the file.")
    List<String> classes;

    @Option(
            names = "--tolerance",
            paramLabel = "PIXELS",
            defaultValue = "1",
            description = "How far a box may reach beyond its image; it is cut at the edge. Default: ${DEFAULT-VALUE}.")
    double tolerance;

    /** Reads a label file whole; the caller closes the result. */
    ImportResult read(Path file, Optional<FolderImages> photos) throws IOException {
        ImageLookup lookup = photos.<ImageLookup>map(folder -> folder).orElseGet(ImageLookup::asClaimed);
        return read(file, lookup, Optional.ofNullable(classes).map(TreeSet::new), Optional.empty());
    }

    /** The same, judged by what the platform knows and the log takes. */
    ImportResult read(
            Path file, ImageLookup lookup, Optional<SortedSet<String>> known, Optional<ImportRules.LogLimits> limits)
            throws IOException {
        ImportRules rules = Names.parsed("--tolerance", () -> new ImportRules(known, lookup, tolerance, limits));
        return LabelImport.read(format(file), file, Optional.ofNullable(job), rules, SCRATCH);
    }

    /** The format of a file: the one that was named, else the one that it looks like. */
    LabelFormat format(Path file) {
        return format("--format", format, file);
    }

    /** The format that was named, or that a path looks like. */
    static LabelFormat format(String flag, String name, Path path) {
        if (name == null) {
            return LabelFormat.of(path)
                    .orElseThrow(() ->
                            new WrongUseException(path + " looks like no label file; name its format with " + flag));
        }
        return Arrays.stream(LabelFormat.values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongUseException(
                        flag + ": there is no format '" + name + "'; use coco, yolo or ground-truth."));
    }

    /** What is wrong with a file, to people or programs. */
    static void show(ImportResult.Refused refused, Console console, boolean json) {
        if (json) {
            console.json(Map.of(
                    "refused",
                    refused.count(),
                    "problems",
                    refused.problems().stream().map(LabelProblem::toString).toList()));
            return;
        }
        refused.problems().forEach(problem -> console.print(problem.toString()));
        console.print(refused.count() + " problems; nothing of it is used.");
    }

    static Map<String, Object> json(ImportSummary summary) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", summary.format().label());
        values.put("photos", summary.images());
        values.put("withoutBoxes", summary.withoutBoxes());
        values.put("boxes", summary.boxes());
        values.put("boxesPerClass", summary.boxesPerClass());
        values.put("clipped", summary.clipped());
        values.put("crowds", summary.crowds());
        values.put("unlabelled", summary.unlabelled());
        return values;
    }

    static String text(ImportSummary summary) {
        String perClass = summary.boxesPerClass().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "%d images (%d without boxes), %d boxes%s; %d cut at the edge, %d of crowds, %d images unlabelled"
                .formatted(
                        summary.images(),
                        summary.withoutBoxes(),
                        summary.boxes(),
                        perClass.isEmpty() ? "" : " (" + perClass + ")",
                        summary.clipped(),
                        summary.crowds(),
                        summary.unlabelled());
    }
}
