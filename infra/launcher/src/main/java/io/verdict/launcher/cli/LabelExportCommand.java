package io.verdict.launcher.cli;

import io.verdict.connectors.labels.ExportSummary;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.labels.LabelExport;
import io.verdict.launcher.labels.LabelHistory;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code label export}: what is said about photos, as a label file. */
@Command(
        name = "export",
        description = "Write the labels of the log as COCO, YOLO or Ground Truth: of each photo the approved label set,"
                + " else the latest that waits for review. What is written can be imported again.",
        mixinStandardHelpOptions = true)
final class LabelExportCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model whose declared classes the labels are of.")
    String model;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "Format to write: coco, yolo or ground-truth.")
    String format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write into: labels.json, data.yaml with labels/, or output.manifest.")
    Path out;

    @Option(names = "--approved", description = "Only label sets that are approved.")
    boolean approved;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "What was said by then, for example 2026-05-15T12:00:00Z. Default: now.")
    String asOf;

    @Option(names = "--with-photos", description = "Copy the photos into images/, each verified by its hash.")
    boolean withPhotos;

    @Option(names = "--json", description = "The summary as one JSON object.")
    boolean json;

    LabelExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LabelFormat target = LabelFileOptions.format("--format", format, out);
        AsOf moment = asOf == null ? AsOf.now() : Names.parsed("--as-of", () -> AsOf.parse(asOf));
        if (moment.offset().isPresent()) {
            throw new WrongUseException(
                    "--as-of: labels lie in several partitions, so an offset names no moment; give a time.");
        }
        Optional<RegisteredModel> declared =
                ModelArchive.read(cluster.cluster(), moment, model).find(model);
        if (declared.isEmpty()) {
            console.say("No model " + model + " was declared" + (asOf == null ? "" : " by " + asOf)
                    + ". See: infra/verdict model list");
            return ExitCode.NEGATIVE;
        }
        LabelExport export =
                new LabelExport(model, declared.get().getDeclaration().getClasses(), approved);
        try (LabelHistory history = history(moment.time())) {
            ExportSummary written = export.write(history, target, out, LabelFileOptions.SCRATCH);
            if (withPhotos) {
                try (ObjectStore objects = store.open(cluster)) {
                    export.copyPhotos(history, objects, out);
                }
            }
            show(LabelExport.target(target, out), written);
            return written.images() > 0 ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private LabelHistory history(Optional<Instant> time) throws IOException {
        return LabelHistory.read(cluster.cluster(), time, LabelFileOptions.SCRATCH);
    }

    private void show(Path target, ExportSummary written) {
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("written", target.toString());
            values.put("photos", written.images());
            values.put("boxes", written.boxes());
            values.put("crowdsLeftOut", written.crowdsLeftOut());
            console.json(values);
            return;
        }
        console.print("%s: %d photos, %d boxes; %d crowds left out"
                .formatted(target, written.images(), written.boxes(), written.crowdsLeftOut()));
        if (written.images() == 0) {
            console.say("Nothing is said about any photo for " + model + (approved ? " that is approved." : "."));
        }
    }
}
