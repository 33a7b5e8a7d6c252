package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.inference.fetch.ImageFetcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One split of a data set version's manifest: JSON Lines, a photo each, see {@link ManifestLine}. URIs are the object store's, or
 * paths relative to the manifest.
 */
record ManifestData(Path file, String name, String sha256, List<LabelledPhoto> photos, ObjectStore store)
        implements EvaluationData {

    static ManifestData open(Path file, String split, ObjectStore store)
            throws EvaluationRefusedException, IOException {
        return of(file, Files.readAllBytes(file), split, store);
    }

    static ManifestData of(Path file, byte[] bytes, String split, ObjectStore store) throws EvaluationRefusedException {
        List<LabelledPhoto> photos = new ArrayList<>();
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            if (!lines.get(number - 1).isBlank()) {
                ManifestLine line = ManifestLine.parse(file, number, lines.get(number - 1));
                if (line.split().equals(split)) {
                    photos.add(line.photo());
                }
            }
        }
        if (photos.isEmpty()) {
            throw new EvaluationRefusedException(
                    "%s has no photo in the split '%s'. Name another with --split.".formatted(file, split));
        }
        return new ManifestData(
                file, "%s (%s)".formatted(file.getFileName(), split), ImageFetcher.sha256(bytes), photos, store);
    }

    @Override
    public byte[] bytes(LabelledPhoto photo) throws IOException {
        if (photo.uri().matches("[a-z][a-z0-9]*:.*")) {
            return store.read(photo.uri(), photo.objectVersion());
        }
        return Files.readAllBytes(file.resolveSibling(photo.uri()));
    }
}
