package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Labelled photos to measure detectors on. Their bytes are verified by whoever reads them. */
public interface EvaluationData {

    /** What people call it. */
    String name();

    /** SHA-256 of the file that lists photos and labels, 64 lower-case hex digits: it pins both. */
    String sha256();

    /** The photos, at least one. */
    List<LabelledPhoto> photos();

    /**
     * The bytes of a photo, as they lie there.
     *
     * @throws IOException if they cannot be read
     */
    byte[] bytes(LabelledPhoto photo) throws IOException;

    /**
     * Opens a photo set's folder, or a data set's manifest.
     *
     * @param split the part of a manifest to use
     * @param store holds the photos of a manifest
     * @throws EvaluationRefusedException if it is neither, or contradicts itself
     */
    static EvaluationData open(Path place, String split, ObjectStore store)
            throws EvaluationRefusedException, IOException {
        if (Files.isDirectory(place)) {
            return PhotoSetData.open(place);
        }
        if (Files.isRegularFile(place)) {
            return ManifestData.open(place, split, store);
        }
        throw new EvaluationRefusedException(
                "There is neither a photo set nor a manifest at %s. Name a folder with annotations.json, or a file in JSON Lines."
                        .formatted(place));
    }

    /**
     * One split of a dataset version whose manifest has been read.
     *
     * @param name dataset and version, for people
     * @throws EvaluationRefusedException if it is no manifest, or has no photo in that split
     */
    static EvaluationData ofVersion(String name, byte[] manifest, String split, ObjectStore store)
            throws EvaluationRefusedException {
        return ManifestData.of(Path.of(name), manifest, split, store);
    }
}
