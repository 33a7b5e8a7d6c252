package io.verdict.launcher.train;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.DetectorTrainer;
import io.verdict.connectors.training.TrainingProgress;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.inference.evaluation.CocoEvaluator;
import io.verdict.inference.evaluation.DetectionMetrics;
import io.verdict.inference.evaluation.EvaluatedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Builds a detector from nothing: draws the photos, trains, exports, chooses the threshold on validation photos,
 * measures on held-out ones, and writes the artifact. Goes on where an interrupted build stopped.
 */
final class DetectorBuild {
    private static final float IOU_THRESHOLD = 0.5f;
    private static final int MAX_DETECTIONS = 100;

    private final DetectorRecipe recipe;
    private final Path work;
    private final int threads;
    private final TrainingConsole console;
    private final Architecture frame;

    /**
     * A build in a folder.
     *
     * @param work keeps photos, tensors and checkpoint; about 3 GB for the standard recipe
     * @param threads that draw photos
     */
    DetectorBuild(DetectorRecipe recipe, Path work, int threads, TrainingConsole console) {
        this.recipe = recipe;
        this.work = work;
        this.threads = threads;
        this.console = console;
        this.frame = recipe.training().architecture();
    }

    /** Builds and writes {@code model.onnx}, {@code model.json}, {@code metrics.json} and {@code card.md}. */
    DetectorReport run(Path out, String name, String version) throws IOException {
        Files.createDirectories(work);
        Files.createDirectories(out);
        PhotoSets photos = PhotoSets.open(work.resolve("photos"), recipe, threads, console);
        TensorCache tensors = TensorCache.open(work.resolve("tensors.bin"), photos.train(), frame, console);
        TrainingHistory history = new TrainingHistory(work.resolve("history.csv"));
        DetectorSpec spec = spec(name, version);
        DetectorTrainer trainer =
                new DetectorTrainer(recipe.training(), tensors, new Progress(history, spec, photos.validation()));
        byte[] model = trainer.train(work);

        List<EvaluatedImage> validation = HeldOut.run(model, spec, photos.validation(), frame);
        DetectorSpec chosen = spec.withScoreThreshold(ScoreThreshold.choose(validation, spec.classes()))
                .withSha256(sha256(model));
        console.say("Measuring on %d held-out photos"
                .formatted(photos.test().entries().size()));
        List<EvaluatedImage> test = HeldOut.run(model, chosen, photos.test(), frame);
        DetectorReport report = new ReportWriter(recipe, photos, chosen)
                .report(trainer.parameters(), history.lines(), validation, test);
        Files.write(out.resolve("model.onnx"), model);
        Files.writeString(out.resolve("model.json"), chosen.toJson() + "\n");
        Files.writeString(out.resolve("metrics.json"), report.json());
        Files.writeString(out.resolve("card.md"), new ModelCard(report).markdown());
        return report;
    }

    private DetectorSpec spec(String name, String version) {
        return new DetectorSpec(
                name,
                version,
                DetectorRecipe.CLASSES,
                frame.width(),
                frame.height(),
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                0.5f,
                IOU_THRESHOLD,
                MAX_DETECTIONS,
                "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Keeps the course of the training and measures it now and then on the validation photos. */
    private final class Progress implements TrainingProgress {
        private final TrainingHistory history;
        private final DetectorSpec spec;
        private final PhotoSet validation;

        Progress(TrainingHistory history, DetectorSpec spec, PhotoSet validation) {
            this.history = history;
            this.spec = spec;
            this.validation = validation;
        }

        @Override
        public void epoch(Epoch epoch, Supplier<byte[]> onnx) {
            history.append(epoch, recipe.train());
            console.say("Epoch %d of %d: heat loss %.3f, box loss %.3f, %.1f images/s"
                    .formatted(
                            epoch.epoch(), epoch.epochs(), epoch.heatLoss(), epoch.boxLoss(), epoch.imagesPerSecond()));
            if (epoch.epoch() % recipe.evaluateEvery() == 0) {
                measure(onnx.get());
            }
        }

        private void measure(byte[] model) {
            try {
                DetectionMetrics metrics = new CocoEvaluator(spec.classes(), spec.scoreThreshold())
                        .evaluate(HeldOut.run(model, spec, validation, frame));
                console.say("Validation: mAP@0.5 %.3f, mAP@0.5:0.95 %.3f".formatted(metrics.map50(), metrics.map()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the validation photos", e);
            }
        }
    }
}
