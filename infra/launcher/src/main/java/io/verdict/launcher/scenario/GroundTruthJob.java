package io.verdict.launcher.scenario;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.connectors.labels.ImageLookup;
import io.verdict.connectors.labels.ImageSize;
import io.verdict.connectors.labels.ImportResult;
import io.verdict.connectors.labels.ImportRules;
import io.verdict.connectors.labels.KnownImage;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.labels.LabelImport;
import io.verdict.connectors.labels.LabelProblem;
import io.verdict.connectors.labels.LabelWriter;
import io.verdict.connectors.labels.LabelWriters;
import io.verdict.events.LabelSource;
import io.verdict.launcher.loop.HandedIn;
import io.verdict.launcher.loop.LabelledShot;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.loop.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A bounding box job of SageMaker Ground Truth without SageMaker: writes the output manifest that such a job would leave
 * (boxes in whole pixels), and hands in what its import finds there, judged as any such file is. For one thread.
 *
 * @param name the job's, which is its label attribute, too
 */
record GroundTruthJob(String name) {

    private static final String OUTPUT = "output.manifest";

    /**
     * Labels scenes.
     *
     * @param folder for the manifest, which stays there
     * @throws LoopException if the import finds anything wrong with it
     */
    HandedIn annotate(List<LabelledShot> shots, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path manifest = folder.resolve(OUTPUT);
        Files.deleteIfExists(manifest);
        try (LabelWriter writer =
                LabelWriters.open(LabelFormat.GROUND_TRUTH, manifest, name, AerialScenes.CLASSES, folder)) {
            for (LabelledShot shot : shots) {
                writer.write(annotated(shot));
            }
            writer.finish();
        }
        return new HandedIn(
                LabelSource.IMPORT, "Ground Truth job %s, %s".formatted(name, OUTPUT), read(manifest, shots));
    }

    private AnnotatedImage annotated(LabelledShot shot) {
        return new AnnotatedImage(
                shot.uri(),
                shot.width(),
                shot.height(),
                shot.objects().stream().map(this::box).toList());
    }

    private AnnotatedBox box(Shot.Seen seen) {
        return new AnnotatedBox(
                seen.label(),
                seen.x(),
                seen.y(),
                seen.width(),
                seen.height(),
                OptionalDouble.empty(),
                Optional.of("labeling-job/" + name),
                Optional.empty(),
                false);
    }

    private List<LabelledShot> read(Path manifest, List<LabelledShot> shots) throws IOException {
        Map<String, LabelledShot> byId =
                shots.stream().collect(Collectors.toMap(LabelledShot::imageId, shot -> shot, (one, same) -> one));
        ImportRules rules = new ImportRules(
                Optional.of(new TreeSet<>(AerialScenes.CLASSES)), new Known(shots), ImportRules.DEFAULT_TOLERANCE);
        List<LabelledShot> read = new ArrayList<>();
        try (ImportResult result =
                LabelImport.read(LabelFormat.GROUND_TRUTH, manifest, Optional.of(name), rules, manifest.getParent())) {
            if (result instanceof ImportResult.Refused refused) {
                throw new LoopException("%s is not taken, for %d reasons: %s"
                        .formatted(
                                manifest,
                                refused.count(),
                                refused.problems().stream()
                                        .map(LabelProblem::toString)
                                        .collect(Collectors.joining("; "))));
            }
            ((ImportResult.Accepted) result)
                    .labels()
                    .forEach(image -> read.add(byId.get(image.name())
                            .with(image.boxes().stream()
                                    .map(GroundTruthJob::seen)
                                    .toList())));
        }
        return read;
    }

    private static Shot.Seen seen(AnnotatedBox box) {
        return new Shot.Seen(box.className(), box.left(), box.top(), box.width(), box.height());
    }

    /** The photos on the log, by where their bytes lie. */
    private static final class Known implements ImageLookup {
        private final Map<String, KnownImage> byUri = new HashMap<>();

        Known(List<LabelledShot> shots) {
            shots.forEach(shot ->
                    byUri.put(shot.uri(), new KnownImage(shot.imageId(), new ImageSize(shot.width(), shot.height()))));
        }

        @Override
        public Optional<KnownImage> find(String sourceRef, Optional<ImageSize> claimed) {
            return Optional.ofNullable(byUri.get(sourceRef));
        }

        @Override
        public String advice() {
            return "it is not on the log: upload it first";
        }
    }
}
