package io.verdict.launcher.train;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.DetectionData;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.inference.evaluation.CocoEvaluator;
import io.verdict.inference.evaluation.DetectionMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Photo sets on disk as data for detectors: decoded by serving's decoder, once for all runs on the same photos in the same
 * frame. A set's SHA-256 is that of its {@code annotations.json}, which names the hash of every photo. Thread-safe.
 */
public final class PhotoData implements DetectionData {

    private static final String ANNOTATIONS = "annotations.json";

    private final Path cache;

    /**
     * Data with a cache.
     *
     * @param cache folder for decoded photos: 3 bytes per pixel of the frame and photo; may be lost
     */
    public PhotoData(Path cache) {
        this.cache = cache;
    }

    @Override
    public Description describe(TrainingData data) throws IOException {
        Path folder = folder(data);
        PhotoSet photos = PhotoSet.read(folder);
        String sha256 =
                Digests.of(Files.readAllBytes(folder.resolve(ANNOTATIONS))).sha256();
        return new Description(sha256, photos.entries().size(), DetectorRecipe.CLASSES);
    }

    @Override
    public TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) throws IOException {
        String name = "%s-%dx%d.bin".formatted(data.getDataset().getSha256(), frame.width(), frame.height());
        // Trials that go on in parallel share what the first of them has decoded.
        synchronized (this) {
            Files.createDirectories(cache);
            return TensorCache.open(
                    cache.resolve(name),
                    PhotoSet.read(folder(data)),
                    frame,
                    (done, total) -> monitor.progress("Decoding photos", done, total));
        }
    }

    @Override
    public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException {
        DetectorSpec spec = new DetectorSpec(
                "candidate",
                "0",
                DetectorRecipe.CLASSES,
                frame.width(),
                frame.height(),
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                0.5f,
                0.5f,
                100,
                "");
        DetectionMetrics metrics = new CocoEvaluator(spec.classes(), spec.scoreThreshold())
                .evaluate(HeldOut.run(onnx, spec, PhotoSet.read(folder(validation)), frame));
        return Map.of("val.map50", metrics.map50(), "val.map", metrics.map());
    }

    private static Path folder(TrainingData data) {
        try {
            return Path.of(URI.create(data.getUri()));
        } catch (IllegalArgumentException e) {
            throw new TrainingFault(
                    RunFailure.DATA,
                    "'%s' is no folder of this machine; name one as in file:///var/lib/photos"
                            .formatted(data.getUri()));
        }
    }
}
