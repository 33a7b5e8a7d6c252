package io.verdict.connectors.labels;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A format of label files. */
public enum LabelFormat {
    /** One JSON file with {@code images}, {@code annotations} and {@code categories} (cocodataset.org, "Data format"). */
    COCO,
    /** A folder with {@code data.yaml} and a text file per image below {@code labels} (Ultralytics' YOLO). */
    YOLO,
    /** JSON Lines, as bounding box jobs of Amazon SageMaker Ground Truth write them. */
    GROUND_TRUTH;

    /** What people call it, for example {@code ground-truth}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The format that a path looks like: a folder, {@code .json}, or {@code .manifest} and {@code .jsonl}. */
    public static Optional<LabelFormat> of(Path path) {
        String name =
                path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return Optional.of(COCO);
        }
        if (name.endsWith(".manifest") || name.endsWith(".jsonl")) {
            return Optional.of(GROUND_TRUTH);
        }
        return Files.isDirectory(path) || !name.contains(".") ? Optional.of(YOLO) : Optional.empty();
    }
}
