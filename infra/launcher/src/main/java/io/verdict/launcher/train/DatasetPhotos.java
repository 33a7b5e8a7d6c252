package io.verdict.launcher.train;

import io.verdict.connectors.datasets.ManifestReader;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.DetectionData;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.events.RunFailure;
import io.verdict.events.TrainingData;
import io.verdict.inference.detector.DetectorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Splits of dataset versions as data for detectors: the manifest and every photo come from the object store by their
 * hashes, and are decoded by serving's decoder. See {@link DatasetPart} for how a part is named. Thread-safe.
 */
public final class DatasetPhotos implements DetectionData {

    private final ObjectStore store;
    private final Path cache;
    private final DecodedPhotos decoded;

    /**
     * Data with a cache.
     *
     * @param store holds manifests and photos; stays the caller's
     * @param cache folder for decoded photos: 3 bytes per pixel of the frame and photo; and for a manifest while it is
     *     read; may be lost
     */
    public DatasetPhotos(ObjectStore store, Path cache) {
        this.store = store;
        this.cache = cache;
        this.decoded = new DecodedPhotos(cache);
    }

    @Override
    public Description describe(TrainingData data) throws IOException {
        int[] images = new int[1];
        forEach(data, picture -> images[0]++);
        List<String> classes = DatasetPart.parse(data.getUri()).classes();
        // The manifest had the hash that it is named by, or it would not have been read.
        return new Description(data.getDataset().getSha256(), images[0], classes);
    }

    @Override
    public TrainingSet open(TrainingData data, Architecture frame, TrainingMonitor monitor) throws IOException {
        String split = DatasetPart.parse(data.getUri()).split();
        return decoded.open(data.getDataset().getSha256() + "-" + split, pictures(data), frame, monitor);
    }

    @Override
    public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException {
        List<String> classes = DatasetPart.parse(validation.getUri()).classes();
        return decoded.measure(onnx, pictures(validation), classes, frame);
    }

    /** The score from which boxes are best shown, by the mean F1 of the classes on these photos. */
    public float scoreThreshold(byte[] onnx, DetectorSpec spec, TrainingData validation) throws IOException {
        return ScoreThreshold.choose(HeldOut.look(onnx, spec, pictures(validation)), spec.classes());
    }

    private List<Picture> pictures(TrainingData data) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        forEach(data, pictures::add);
        return pictures;
    }

    /** Hands over the split's photos by way of a file, for a manifest may be larger than the memory. */
    private void forEach(TrainingData data, Consumer<Picture> each) throws IOException {
        DatasetPart part = DatasetPart.parse(data.getUri());
        try (Scratch scratch = Scratch.in(cache)) {
            Path manifest = scratch.newFile();
            fetch(
                    new ObjectRef(
                            part.manifest(), Optional.empty(), data.getDataset().getSha256()),
                    manifest);
            try (InputStream in = Files.newInputStream(manifest)) {
                ManifestReader.read(in, entry -> {
                    if (entry.split().equals(part.split())) {
                        each.accept(Picture.of(entry.photo(), part.classes(), store));
                    }
                });
            }
        } catch (IllegalArgumentException e) {
            throw new TrainingFault(RunFailure.DATA, "%s: %s".formatted(part.manifest(), e.getMessage()), false, e);
        }
    }

    private void fetch(ObjectRef manifest, Path file) throws StoreException {
        try {
            store.copyTo(manifest, file);
        } catch (StoreException e) {
            if (e.kind().retryable()) {
                throw e;
            }
            throw new TrainingFault(
                    RunFailure.DATA,
                    "The manifest %s cannot be read: %s. Put it back, or build the dataset again"
                            .formatted(manifest.uri(), e.getMessage()),
                    false,
                    e);
        }
    }
}
