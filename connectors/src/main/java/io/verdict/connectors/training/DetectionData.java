package io.verdict.connectors.training;

import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.TrainingData;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where detectors get labelled images from. Implementations are thread-safe. */
public interface DetectionData {

    /**
     * What lies at a place, from its manifest alone.
     *
     * @param sha256 of the manifest, which names the hash of every image and all labels
     * @param classes names in the order of their indices
     */
    record Description(String sha256, int images, List<String> classes) {
        public Description {
            classes = List.copyOf(classes);
        }
    }

    /** What lies there now. */
    Description describe(TrainingData data) throws IOException;

    /** The images as the model sees them; every image's bytes are verified on the way. */
    TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) throws IOException;

    /**
     * Measures a detector on data that it does not learn from, for a look at how the training goes.
     *
     * @param onnx the detector as it stands
     * @return metrics by name, as {@code val.map50}
     */
    Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException;
}
