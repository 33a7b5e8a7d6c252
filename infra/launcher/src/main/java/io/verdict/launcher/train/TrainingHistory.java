package io.verdict.launcher.train;

import io.verdict.connectors.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A training's epochs, kept beside its checkpoint so that a resumed training knows its whole course. */
final class TrainingHistory {

    /**
     * One epoch.
     *
     * @param seconds wall-clock time that it took
     */
    record Line(int epoch, double heatLoss, double boxLoss, double seconds) {}

    private final Path file;

    TrainingHistory(Path file) {
        this.file = file;
    }

    void append(TrainingProgress.Epoch epoch, int images) {
        String line = String.format(
                Locale.ROOT,
                "%d,%.6f,%.6f,%.1f%n",
                epoch.epoch(),
                epoch.heatLoss(),
                epoch.boxLoss(),
                images / epoch.imagesPerSecond());
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + file, e);
        }
    }

    List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split(",");
                lines.add(new Line(
                        Integer.parseInt(cells[0]),
                        Double.parseDouble(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3])));
            }
        }
        return lines;
    }
}
