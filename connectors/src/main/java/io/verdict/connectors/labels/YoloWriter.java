package io.verdict.connectors.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes YOLO's format: a folder with {@code data.yaml} and {@code labels/…/name.txt}. */
final class YoloWriter implements LabelWriter {

    private final Path target;
    private final Path part;
    private final List<String> classes;
    private long images;
    private long boxes;
    private long crowds;

    YoloWriter(Path target, List<String> classes) throws IOException {
        this.target = target;
        this.part = LabelWriters.part(target);
        this.classes = List.copyOf(classes);
        delete(part);
        Files.createDirectories(part.resolve("labels"));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        // Lines written by hand for the order; the dumper quotes what has to be.
        StringBuilder yaml =
                new StringBuilder("path: .\ntrain: images\nval: images\nnc: " + classes.size() + "\nnames:\n");
        for (int index = 0; index < classes.size(); index++) {
            yaml.append("  ").append(index).append(": ").append(new Yaml(options).dump(classes.get(index)));
        }
        Files.writeString(part.resolve("data.yaml"), yaml);
    }

    @Override
    public void write(AnnotatedImage image) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (AnnotatedBox box : image.boxes()) {
            if (box.crowd()) {
                crowds++;
                continue;
            }
            boxes++;
            lines.append(LabelWriters.index(classes, image, box))
                    .append(share(box.left() + box.width() / 2, image.width()))
                    .append(share(box.top() + box.height() / 2, image.height()))
                    .append(share(box.width(), image.width()))
                    .append(share(box.height(), image.height()))
                    .append('\n');
        }
        images++;
        Path file = file(image.name());
        Files.createDirectories(file.getParent());
        try {
            Files.write(file, lines.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "Image '%s' and another one differ in their extensions only, which this format cannot hold; rename one"
                            .formatted(image.name()),
                    e);
        }
    }

    private static String share(double pixels, int side) {
        return String.format(Locale.ROOT, " %.10f", pixels / side);
    }

    /** Where an image's boxes go: its path without scheme and extension. */
    private Path file(String name) throws IOException {
        String path = name.replaceFirst("^[a-z0-9]+:/+", "");
        int dot = path.lastIndexOf('.');
        String stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
        Path labels = part.resolve("labels").normalize();
        Path file = labels.resolve(stem + ".txt").normalize();
        if (!file.startsWith(labels) || file.equals(labels)) {
            throw new IOException("Image '%s' is no path below the folder of photos; rename it".formatted(name));
        }
        return file;
    }

    @Override
    public ExportSummary finish() throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return new ExportSummary(images, boxes, crowds);
    }

    @Override
    public void close() throws IOException {
        delete(part);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
