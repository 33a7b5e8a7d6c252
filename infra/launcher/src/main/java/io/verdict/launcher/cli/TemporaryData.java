package io.verdict.launcher.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The data of a platform that nobody wants to keep. */
final class TemporaryData {

    private TemporaryData() {}

    /** Deletes it. Never throws, as that would hide why the work on it ended. */
    static void delete(Path root, Console console) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            console.say("Not everything in " + root + " could be deleted (" + e.getMessage() + "). Delete it by hand.");
        }
    }
}
