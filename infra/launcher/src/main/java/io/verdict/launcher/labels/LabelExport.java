package io.verdict.launcher.labels;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.connectors.labels.ExportSummary;
import io.verdict.connectors.labels.LabelFormat;
import io.verdict.connectors.labels.LabelWriter;
import io.verdict.connectors.labels.LabelWriters;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelledImage;
import io.verdict.events.StandingLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Labels of the log as a label file: of each photo the approved set, else the latest that waits for review, of one
 * model's classes; photos in the order of their ids. The same facts give the same bytes. Immutable.
 *
 * <p>Photos are called by their ids, with the extension of their bytes' URI; by the URI in Ground Truth's format, which
 * names nothing else. So what is written can be imported again.
 *
 * @param model the model
 * @param classes its classes; their order is that of the file's
 * @param approvedOnly whether only approved sets count
 */
public record LabelExport(String model, List<String> classes, boolean approvedOnly) {

    private static final String JOB = "labels";

    /** Copies the list. */
    public LabelExport {
        classes = List.copyOf(classes);
    }

    /** Where a format's labels lie in the folder that it is written into. */
    public static Path target(LabelFormat format, Path folder) {
        return switch (format) {
            case COCO -> folder.resolve("labels.json");
            case YOLO -> folder;
            case GROUND_TRUTH -> folder.resolve("output.manifest");
        };
    }

    /**
     * Writes the labels into a folder, whole or not at all.
     *
     * @throws IOException if there is something already, it cannot be written, or a box is of none of the classes
     */
    public ExportSummary write(LabelHistory history, LabelFormat format, Path folder, Path scratch) throws IOException {
        Path target = target(format, folder);
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (LabelWriter writer = LabelWriters.open(format, target, JOB, classes, scratch)) {
            history.forEach(photo -> {
                Optional<LabelSet> chosen = chosen(photo);
                if (chosen.isPresent()) {
                    writer.write(image(chosen.get(), format));
                }
            });
            return writer.finish();
        }
    }

    /**
     * Copies the photos of the same label sets into {@code images} below the folder, each verified by its hash.
     *
     * @throws IOException if a photo is not in the store, or its bytes are not what they were
     */
    public void copyPhotos(LabelHistory history, ObjectStore store, Path folder) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        history.forEach(photo -> {
            Optional<LabelledImage> image = chosen(photo).map(LabelSet::getImage);
            if (image.isPresent()) {
                Path file = images.resolve(fileName(image.get())).normalize();
                if (!file.startsWith(images.normalize())) {
                    throw new IOException("Photo '%s' has an id that is no file name; leave out the photos"
                            .formatted(image.get().getImageId()));
                }
                store.copyTo(ObjectRef.of(image.get().getObject()), file);
            }
        });
    }

    private Optional<LabelSet> chosen(ImageLabels photo) {
        List<StandingLabels> own = photo.getStanding().stream()
                .filter(set -> model.equals(set.getLabels().getModel()))
                .toList();
        Optional<StandingLabels> approved = own.stream()
                .filter(set -> set.getStatus() == LabelStatus.APPROVED)
                .findFirst();
        Optional<StandingLabels> latest =
                approvedOnly ? Optional.empty() : own.stream().reduce((earlier, later) -> later);
        return approved.or(() -> latest).map(StandingLabels::getLabels);
    }

    private static AnnotatedImage image(LabelSet labels, LabelFormat format) {
        LabelledImage image = labels.getImage();
        String name = format == LabelFormat.GROUND_TRUTH ? image.getObject().getUri() : fileName(image);
        return new AnnotatedImage(
                name,
                image.getWidth(),
                image.getHeight(),
                labels.getBoxes().stream().map(LabelExport::box).toList());
    }

    private static String fileName(LabelledImage image) {
        String uri = image.getObject().getUri();
        int dot = uri.lastIndexOf('.');
        return image.getImageId() + (dot > uri.lastIndexOf('/') ? uri.substring(dot) : "");
    }

    private static AnnotatedBox box(LabelBox box) {
        return new AnnotatedBox(
                box.getLabel(),
                decimal(box.getBox().getX()),
                decimal(box.getBox().getY()),
                decimal(box.getBox().getWidth()),
                decimal(box.getBox().getHeight()),
                box.getScore() == null ? OptionalDouble.empty() : OptionalDouble.of(decimal(box.getScore())),
                Optional.of(box.getAuthor()),
                Optional.of(box.getDrawnAt()),
                box.getCrowd());
    }

    /** The number that somebody wrote, 0.1 and not 0.10000000149011612. */
    private static double decimal(float number) {
        return Double.parseDouble(Float.toString(number));
    }
}
