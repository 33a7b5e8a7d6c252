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

    private final DecodedPhotos decoded;

    /**
     * Data with a cache.
     *
     * @param cache folder for decoded photos: 3 bytes per pixel of the frame and photo; may be lost
     */
    public PhotoData(Path cache) {
        this.decoded = new DecodedPhotos(cache);
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
        return decoded.open(data.getDataset().getSha256(), Picture.of(PhotoSet.read(folder(data))), frame, monitor);
    }

    @Override
    public Map<String, Double> measure(byte[] onnx, TrainingData validation, Architecture frame) throws IOException {
        return decoded.measure(onnx, Picture.of(PhotoSet.read(folder(validation))), DetectorRecipe.CLASSES, frame);
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
