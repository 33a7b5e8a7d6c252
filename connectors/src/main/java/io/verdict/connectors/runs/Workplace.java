package io.verdict.connectors.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for one part of a run; gone when the part is over. What matters of them is in the object store by then. */
final class Workplace implements AutoCloseable {

    private final Path parent;
    private final String runId;
    private final List<Path> folders = new ArrayList<>();

    private Workplace(Path parent, String runId) {
        this.parent = parent;
        this.runId = runId;
    }

    static Workplace in(Path parent, String runId) {
        return new Workplace(parent, runId);
    }

    Path newFolder() throws IOException {
        Files.createDirectories(parent);
        Path folder = Files.createTempDirectory(parent, runId + "-");
        folders.add(folder);
        return folder;
    }

    @Override
    public void close() {
        folders.forEach(Workplace::remove);
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // A trainer that was given up may still write there; what it leaves behind harms nobody.
        }
    }
}
