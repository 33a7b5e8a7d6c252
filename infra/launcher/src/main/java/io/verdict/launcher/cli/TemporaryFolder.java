package io.verdict.launcher.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted when it is closed.
 *
 * @param kept whether it is somebody's own, and stays
 */
record TemporaryFolder(Path path, boolean kept, Console console) implements AutoCloseable {

    /** Never throws, as that would hide why the command ended. */
    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            console.say("Not everything in " + path + " could be deleted (" + e.getMessage() + "). Delete it by hand.");
        }
    }
}
