package io.verdict.connectors.labels;

import io.verdict.connectors.spill.Scratch;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Ultralytics' YOLO format: {@code data.yaml} with the class names, and below {@code labels} a text file per image with
 * a line {@code class cx cy width height} per box, in shares of the image's size; a sixth number is a confidence.
 *
 * <p>The format gives no sizes: the lookup has to. An empty file is an image with nothing on it; an image without a file
 * is none. The list of files is held in memory.
 */
final class YoloReader implements LabelReader {

    private static final int LONGEST_LINE = 4096;
    private static final int NUMBERS = 5;
    private static final String EXTENSION = ".txt";

    private final Path folder;
    private List<String> classes = List.of();

    YoloReader(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public void read(RawSink sink, Problems problems, Scratch scratch) throws IOException {
        classes = new ClassNames(folder.resolve("data.yaml"), problems).read();
        Path labels = folder.resolve("labels");
        if (!Files.isDirectory(labels)) {
            problems.add(Place.of(labels.toString()), "", "is no folder; label files lie below it");
            return;
        }
        if (classes.isEmpty()) {
            return;
        }
        for (Path file : files(labels)) {
            String relative = labels.relativize(file).toString().replace('\\', '/');
            String name = relative.substring(0, relative.length() - EXTENSION.length());
            sink.image(
                    new RawImage(name, Optional.empty(), true, boxes(file, problems), Place.of(file.toString()), ""));
        }
    }

    private static List<Path> files(Path labels) throws IOException {
        try (Stream<Path> files = Files.walk(labels, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        }
    }

    private List<RawBox> boxes(Path file, Problems problems) throws IOException {
        List<RawBox> boxes = new ArrayList<>();
        try (TextLines lines = new TextLines(file, LONGEST_LINE, problems)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                Place place = Place.of(file.toString(), lines.number());
                if (boxes.size() == ImageCheck.MOST_BOXES) {
                    problems.add(place, "", "more than %d boxes; is this a label file?".formatted(boxes.size()));
                    return boxes;
                }
                box(line.get().strip().split("\\s+"), place, problems).ifPresent(boxes::add);
            }
        }
        return boxes;
    }

    private Optional<RawBox> box(String[] columns, Place place, Problems problems) {
        if (columns.length != NUMBERS && columns.length != NUMBERS + 1) {
            problems.add(
                    place,
                    "",
                    "has %d columns; a box is 'class cx cy width height', and polygons are no boxes: convert them"
                            .formatted(columns.length));
            return Optional.empty();
        }
        Optional<String> name = className(columns[0], place, problems);
        double[] numbers = new double[columns.length];
        for (int column = 1; column < columns.length; column++) {
            try {
                numbers[column] = Double.parseDouble(columns[column]);
            } catch (NumberFormatException e) {
                numbers[column] = Double.NaN;
            }
            if (!Double.isFinite(numbers[column])) {
                problems.add(
                        place,
                        "column " + (column + 1),
                        "'%s' is no finite number; give a share of the image's size".formatted(columns[column]));
                return Optional.empty();
            }
        }
        return name.map(found -> new RawBox(
                new AnnotatedBox(
                        found,
                        numbers[1] - numbers[3] / 2,
                        numbers[2] - numbers[4] / 2,
                        numbers[3],
                        numbers[4],
                        columns.length > NUMBERS ? OptionalDouble.of(numbers[NUMBERS]) : OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                place,
                ""));
    }

    private Optional<String> className(String column, Place place, Problems problems) {
        if (!column.matches("\\d{1,6}") || Integer.parseInt(column) >= classes.size()) {
            problems.add(
                    place,
                    "column 1",
                    "'%s' is no class index; data.yaml has 0 to %d".formatted(column, classes.size() - 1));
            return Optional.empty();
        }
        return Optional.of(classes.get(Integer.parseInt(column)));
    }
}
