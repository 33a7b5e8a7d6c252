package io.verdict.launcher.evaluate;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.fetch.ImageFetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of drawn photos with their boxes, as {@code train-detector} holds out. */
record PhotoSetData(PhotoSet set, String sha256, List<LabelledPhoto> photos) implements EvaluationData {
    private static final String ANNOTATIONS = "annotations.json";

    static PhotoSetData open(Path folder) throws EvaluationRefusedException {
        try {
            PhotoSet set = PhotoSet.read(folder);
            if (set.entries().isEmpty()) {
                throw new EvaluationRefusedException("There are no photos in " + folder);
            }
            String sha256 = ImageFetcher.sha256(Files.readAllBytes(folder.resolve(ANNOTATIONS)));
            return new PhotoSetData(
                    set, sha256, set.entries().stream().map(PhotoSetData::photo).toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new EvaluationRefusedException("%s is no photo set: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static LabelledPhoto photo(PhotoSet.Entry entry) {
        Map<String, String> attributes = Map.of(
                "setting", entry.scene().setting(), "panel", entry.scene().panel());
        return new LabelledPhoto(
                Example.of(entry.file(), attributes),
                entry.file(),
                Optional.empty(),
                entry.sha256(),
                entry.damages().stream()
                        .map(damage -> new LabelledPhoto.Box(
                                damage.type().label(), damage.x(), damage.y(), damage.width(), damage.height(), false))
                        .toList());
    }

    @Override
    public String name() {
        return set.directory().toAbsolutePath().normalize().getFileName().toString();
    }

    @Override
    public byte[] bytes(LabelledPhoto photo) throws IOException {
        return Files.readAllBytes(set.directory().resolve(photo.uri()));
    }
}
