package io.verdict.launcher.train;

import io.verdict.connectors.datasets.ManifestReader;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.DetectionData;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.inference.detector.DetectorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits of dataset versions as data for detectors: the manifest and every photo come from the object store by their
 * hashes, and are decoded by serving's decoder. See {@link DatasetPart} for how a part is named. Thread-safe.
 */
public final class DatasetPhotos implements DetectionData {

    private final ObjectStore store;
    private final DecodedPhotos decoded;

    /**
     * Data with a cache.
     *
     * @param store holds manifests and photos; stays the caller's
     * @param cache folder for decoded photos: 3 bytes per pixel of the frame and photo; may be lost
     */
    public DatasetPhotos(ObjectStore store, Path cache) {
        this.store = store;
        this.decoded = new DecodedPhotos(cache);
    }

    @Override
    public Description describe(TrainingData data) throws IOException {
        DatasetPart part = DatasetPart.parse(data.getUri());
        byte[] manifest = manifest(part);
        return new Description(
                Digests.of(manifest).sha256(), pictures(part, manifest).size(), part.classes());
    }

    @Override
    public TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) throws IOException {
        DatasetPart part = DatasetPart.parse(data.getUri());
        String name = data.getDataset().getSha256() + "-" + part.split();
        return decoded.open(name, pictures(part, manifest(part)), frame, monitor);
    }

    @Override
    public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException {
        DatasetPart part = DatasetPart.parse(validation.getUri());
        return decoded.measure(onnx, pictures(part, manifest(part)), part.classes(), frame);
    }

    /** The score from which boxes are best shown, by the mean F1 of the classes on these photos. */
    public float scoreThreshold(byte[] onnx, DetectorSpec spec, TrainingData validation) throws IOException {
        DatasetPart part = DatasetPart.parse(validation.getUri());
        return ScoreThreshold.choose(HeldOut.look(onnx, spec, pictures(part, manifest(part))), spec.classes());
    }

    private byte[] manifest(DatasetPart part) throws IOException {
        try {
            return store.read(part.manifest(), Optional.empty());
        } catch (StoreException e) {
            if (e.kind().retryable()) {
                throw e;
            }
            throw new TrainingFault(
                    RunFailure.DATA,
                    "The manifest %s cannot be read: %s. Put it back, or build the dataset again"
                            .formatted(part.manifest(), e.getMessage()),
                    false,
                    e);
        }
    }

    private List<Picture> pictures(DatasetPart part, byte[] manifest) {
        try {
            return ManifestReader.read(manifest).stream()
                    .filter(entry -> entry.split().equals(part.split()))
                    .map(entry -> Picture.of(entry.photo(), part.classes(), store))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new TrainingFault(RunFailure.DATA, "%s: %s".formatted(part.manifest(), e.getMessage()), false, e);
        }
    }
}
