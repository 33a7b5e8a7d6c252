package io.verdict.launcher.train;

import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.inference.evaluation.CocoEvaluator;
import io.verdict.inference.evaluation.DetectionMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Photos as the model sees them, decoded once for all runs on the same photos in the same frame. Thread-safe.
 *
 * @param cache folder for decoded photos
 */
record DecodedPhotos(Path cache) {

    /**
     * The decoded photos.
     *
     * @param content what names these photos and no others
     */
    TrainingSet open(String content, List<Picture> pictures, Architecture frame, TrainingMonitor monitor)
            throws IOException {
        Path file = cache.resolve("%s-%dx%d.bin".formatted(content, frame.width(), frame.height()));
        // Trials that go on in parallel share what the first of them has decoded.
        synchronized (DecodedPhotos.class) {
            Files.createDirectories(cache);
            return TensorCache.open(
                    file, pictures, frame, (done, total) -> monitor.progress("Decoding photos", done, total));
        }
    }

    /** The trainer's own figures on photos that it does not learn from; what has no value is left out. */
    Map<String, Double> measure(byte[] onnx, List<Picture> pictures, List<String> classes, Architecture frame)
            throws IOException {
        DetectorSpec spec = new DetectorSpec(
                "candidate",
                "0",
                classes,
                frame.width(),
                frame.height(),
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                0.5f,
                0.5f,
                100,
                "");
        DetectionMetrics metrics =
                new CocoEvaluator(spec.classes(), spec.scoreThreshold()).evaluate(HeldOut.look(onnx, spec, pictures));
        Map<String, Double> values = new TreeMap<>(Map.of("val.map50", metrics.map50(), "val.map", metrics.map()));
        values.values().removeIf(value -> !Double.isFinite(value));
        return values;
    }
}
