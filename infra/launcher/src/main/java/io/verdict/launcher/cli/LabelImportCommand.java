package io.verdict.launcher.cli;

import io.verdict.connectors.labels.FolderImages;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.labels.ImportRules.LogLimits;
import io.verdict.connectors.labels.ImportSummary;
import io.verdict.connectors.labels.ImportedLabels;
import io.verdict.events.LabelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.labels.LabelAnswer;
import io.verdict.launcher.labels.LabelImporter;
import io.verdict.launcher.labels.LabelImporter.Outcome;
import io.verdict.launcher.labels.LabelText;
import io.verdict.launcher.labels.PlatformPhotos;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.labels.LabelsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code label import FILE…}: label files onto the log, all of them or nothing. */
@Command(
        name = "import",
        description = "Check label files (COCO, YOLO, Ground Truth) against the model's classes and the platform's"
                + " photos, and hand them in, one label set for each photo, to be reviewed. Nothing is written unless all"
                + " of it is right; what was handed in before is not handed in again.",
        mixinStandardHelpOptions = true)
final class LabelImportCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock = Clock.systemUTC();

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ActorOptions actor;

    @Mixin
    LabelFileOptions labels;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Label files; YOLO's is a folder with data.yaml. They name photos by their ids, URIs or content"
                            + " hashes, or, with --photos, as they are called there.")
    List<Path> files;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model whose declared classes the labels are of.")
    String model;

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "Folder of the photos that the files are about; they are recognised by their bytes.")
    Path photos;

    @Option(names = "--dry-run", description = "Check only, and hand nothing in.")
    boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the answers to each thousand photos. Default: ${DEFAULT-VALUE}.")
    long waitSeconds;

    @Option(names = "--json", description = "One JSON object for each photo, and one for each file.")
    boolean json;

    LabelImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (labels.classes != null) {
            throw new WrongUseException("--classes: the declaration of " + model + " says which classes there are.");
        }
        Optional<RegisteredModel> declared =
                ModelArchive.read(cluster.cluster(), AsOf.now(), model).find(model);
        if (declared.isEmpty()) {
            console.say("No model " + model + " is declared. See: infra/verdict model list");
            return ExitCode.NEGATIVE;
        }
        PlatformPhotos known = known();
        Map<Path, ImportResult> results = new LinkedHashMap<>();
        try {
            TreeSet<String> classes =
                    new TreeSet<>(declared.get().getDeclaration().getClasses());
            LogLimits limits = new LogLimits(LabelsConfig.MOST_BOXES, clock.instant());
            for (Path file : files) {
                results.put(file, labels.read(file, known, Optional.of(classes), Optional.of(limits)));
            }
            return hasProblems(results) ? ExitCode.NEGATIVE : handedIn(results, known);
        } finally {
            for (ImportResult result : results.values()) {
                result.close();
            }
        }
    }

    /** The files are read twice, so that only those photos are held that they name. */
    private PlatformPhotos known() throws IOException {
        Optional<FolderImages> folder = photos == null ? Optional.empty() : Optional.of(new FolderImages(photos));
        PlatformPhotos.Names names = new PlatformPhotos.Names();
        for (Path file : files) {
            labels.read(file, names, Optional.empty(), Optional.empty()).close();
        }
        return PlatformPhotos.read(cluster.cluster(), names, folder);
    }

    private boolean hasProblems(Map<Path, ImportResult> results) throws IOException {
        long problems = 0;
        for (Map.Entry<Path, ImportResult> each : results.entrySet()) {
            if (each.getValue() instanceof ImportResult.Refused refused) {
                problems += refused.count();
                show(each.getKey(), refused);
            }
        }
        for (String twice : inSeveralFiles(results)) {
            problems++;
            console.print(json ? "{\"problem\":" + Names.quoted(twice) + "}" : twice);
        }
        if (problems > 0 && !json) {
            console.print("%d problems; nothing of %s is handed in."
                    .formatted(problems, files.size() == 1 ? "it" : files.size() + " files"));
        }
        return problems > 0;
    }

    private void show(Path file, ImportResult.Refused refused) {
        List<String> problems =
                refused.problems().stream().map(Object::toString).toList();
        if (json) {
            console.json(Map.of("file", file.toString(), "refused", refused.count(), "problems", problems));
            return;
        }
        problems.forEach(console::print);
        if (refused.count() > problems.size()) {
            console.print("… and %d more".formatted(refused.count() - problems.size()));
        }
        console.print("%s: %d problems; otherwise %s"
                .formatted(file, refused.count(), LabelFileOptions.text(refused.summary())));
    }

    /** One of two label sets of one person would take the place of the other, depending on the order of the files. */
    private static List<String> inSeveralFiles(Map<Path, ImportResult> results) throws IOException {
        List<String> twice = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        for (Map.Entry<Path, ImportResult> each : results.entrySet()) {
            if (results.size() > 1 && each.getValue() instanceof ImportResult.Accepted accepted) {
                accepted.labels().forEach(image -> {
                    Path before = seen.putIfAbsent(image.name(), each.getKey());
                    if (before != null) {
                        twice.add("%s: photo %s is labelled in %s, too; import one file after the other"
                                .formatted(each.getKey(), image.name(), before));
                    }
                });
            }
        }
        return twice;
    }

    private int handedIn(Map<Path, ImportResult> results, PlatformPhotos known) throws IOException {
        LabelImporter importer = new LabelImporter(cluster.cluster(), clock, Duration.ofSeconds(waitSeconds));
        int code = ExitCode.OK;
        for (Map.Entry<Path, ImportResult> each : results.entrySet()) {
            ImportedLabels read = ((ImportResult.Accepted) each.getValue()).labels();
            Path file = each.getKey();
            String origin =
                    "%s (%s)".formatted(file.getFileName(), labels.format(file).label());
            Outcome outcome = dryRun
                    ? new Outcome(0, 0, 0, 0)
                    : importer.hand(
                            read, known, new LabelImporter.Order(actor.actor(), model, origin), new EachPhoto());
            show(file, read.summary(), outcome);
            if (outcome.unanswered() > 0) {
                console.say(new NoAnswer(waitSeconds).of("the labels app") + ". Then run this again for the rest.");
                return ExitCode.UNAVAILABLE;
            }
            code = outcome.refused() > 0 ? ExitCode.NEGATIVE : code;
        }
        return code;
    }

    private void show(Path file, ImportSummary summary, Outcome outcome) {
        if (json) {
            Map<String, Object> values = LabelFileOptions.json(summary);
            values.put("file", file.toString());
            values.put("examples", summary.examples());
            values.put("taken", outcome.taken());
            values.put("there", outcome.there());
            values.put("refused", outcome.refused());
            values.put("unanswered", outcome.unanswered());
            console.json(values);
            return;
        }
        console.print(file + ": " + LabelFileOptions.text(summary));
        summary.examples().forEach(example -> console.print("  unlabelled: " + example));
        if (summary.unlabelled() > summary.examples().size()) {
            console.print("  … and %d more"
                    .formatted(summary.unlabelled() - summary.examples().size()));
        }
        console.print(
                dryRun
                        ? "All of it is right; nothing was handed in."
                        : "%d photos' labels wait for review; %d were there before, %d are refused, %d not answered."
                                .formatted(outcome.taken(), outcome.there(), outcome.refused(), outcome.unanswered()));
    }

    private final class EachPhoto implements LabelImporter.Listener {

        @Override
        public void answered(String imageId, LabelAnswer answer) {
            if (!json) {
                answer.events().forEach(event -> console.print(sentence(imageId, event)));
                return;
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("image", imageId);
            line.put("outcome", answer.refusal().isPresent() ? "refused" : "taken");
            answer.refusal()
                    .ifPresent(refused -> line.put("code", refused.getCode().name()));
            line.put("labelSet", answer.events().get(0).getMeta().getCause().getEventId());
            line.put("partition", answer.partition());
            line.put("offset", answer.offset());
            line.put("text", answer.events().stream().map(LabelText::sentence).toList());
            console.json(line);
        }

        private String sentence(String imageId, LabelEvent event) {
            String text = LabelText.sentence(event);
            return text.contains(imageId) ? text : imageId + ": " + text;
        }

        @Override
        public void there(String imageId, String labelSetId) {
            if (json) {
                console.json(Map.of("image", imageId, "outcome", "there", "labelSet", labelSetId));
            } else {
                console.print("%s has these labels already (label set %s).".formatted(imageId, labelSetId));
            }
        }
    }
}
