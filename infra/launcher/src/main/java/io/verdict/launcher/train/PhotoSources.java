package io.verdict.launcher.train;

import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.DetectionData;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.events.TrainingData;
import java.io.IOException;
import java.util.Map;

/**
 * Dataset versions and photo sets on disk, by what the URI names. Thread-safe.
 *
 * @param datasets where the URI names a {@link DatasetPart}
 * @param folders where it names a folder
 */
public record PhotoSources(DetectionData datasets, DetectionData folders) implements DetectionData {

    @Override
    public Description describe(TrainingData data) throws IOException {
        return of(data).describe(data);
    }

    @Override
    public TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) throws IOException {
        return of(data).open(data, frame, monitor);
    }

    @Override
    public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException {
        return of(validation).measure(onnx, validation, frame);
    }

    private DetectionData of(TrainingData data) {
        return DatasetPart.isNamedBy(data.getUri()) ? datasets : folders;
    }
}
