package io.verdict.launcher.cli;

import io.verdict.connectors.labels.ExportSummary;
import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.labels.ImportedLabels;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.labels.LabelWriter;
import io.verdict.connectors.labels.LabelWriters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code label convert FROM [TO]}: judges a label file and writes it in another format, without a cluster. */
@Command(
        name = "convert",
        description = "Check a label file (COCO, YOLO, Ground Truth), and write it in another format. Nothing is"
                + " written unless all of it is right.",
        mixinStandardHelpOptions = true)
final class LabelConvertCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    LabelFileOptions labels;

    @Parameters(index = "0", paramLabel = "FROM", description = "Label file; YOLO's is a folder with data.yaml.")
    Path from;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TO",
            description = "File or folder to write; must not be there yet. Without it, the file is checked only.")
    Path to;

    @Option(
            names = "--to-format",
            paramLabel = "FORMAT",
            description = "Format to write: coco, yolo or ground-truth. Default: by its name.")
    String toFormat;

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "Folder of the photos: every labelled one has to be there, in the size that the labels say."
                    + " YOLO needs it.")
    Path photos;

    @Option(names = "--json", description = "The summary, or the problems, as one JSON object.")
    boolean json;

    LabelConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Optional<FolderImages> folder = photos == null ? Optional.empty() : Optional.of(new FolderImages(photos));
        try (ImportResult result = labels.read(from, folder)) {
            if (result instanceof ImportResult.Refused refused) {
                LabelFileOptions.show(refused, console, json);
                return ExitCode.NEGATIVE;
            }
            ImportedLabels accepted = ((ImportResult.Accepted) result).labels();
            Optional<ExportSummary> written = to == null ? Optional.empty() : Optional.of(write(accepted));
            show(accepted, written);
            return ExitCode.OK;
        }
    }

    private ExportSummary write(ImportedLabels accepted) throws IOException {
        LabelFormat format = LabelFileOptions.format("--to-format", toFormat, to);
        String job = labels.job == null ? "labels" : labels.job;
        try (LabelWriter writer = LabelWriters.open(format, to, job, accepted.classes(), LabelFileOptions.SCRATCH)) {
            accepted.forEach(writer::write);
            return writer.finish();
        }
    }

    private void show(ImportedLabels accepted, Optional<ExportSummary> written) {
        if (json) {
            Map<String, Object> values = LabelFileOptions.json(accepted.summary());
            written.ifPresent(summary -> {
                values.put("written", summary.images());
                values.put("crowdsLeftOut", summary.crowdsLeftOut());
            });
            console.json(values);
            return;
        }
        console.print(LabelFileOptions.text(accepted.summary()));
        accepted.summary().examples().forEach(example -> console.print("  unlabelled: " + example));
        written.ifPresent(summary -> console.print("%s: %d images, %d boxes; %d crowds left out"
                .formatted(to, summary.images(), summary.boxes(), summary.crowdsLeftOut())));
    }
}
