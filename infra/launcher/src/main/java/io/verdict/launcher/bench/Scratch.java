package io.verdict.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory for a benchmark's data, deleted with everything in it when closed, or when the process ends. */
public final class Scratch implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Path root;
    private final Thread hook = new Thread(this::abandon, "scratch");

    private Scratch(Path root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Makes one.
     *
     * @param needed bytes that the benchmark may write
     * @throws IllegalStateException when the disk has not twice that much room
     */
    public static Scratch with(long needed) throws IOException {
        Path root = Files.createTempDirectory("verdict-bench");
        long room = Files.getFileStore(root).getUsableSpace();
        if (room < 2 * needed) {
            Files.delete(root);
            throw new IllegalStateException(
                    "The benchmark needs %d MiB of room in %s, and there are %d MiB. Ask for less, or choose another place: VERDICT_JAVA_OPTS=-Djava.io.tmpdir=DIR"
                            .formatted(2 * needed >> 20, root.getParent(), room >> 20));
        }
        return new Scratch(root);
    }

    public Path root() {
        return root;
    }

    /** Size of everything below a folder, in bytes; 0 where there is none. */
    static long bytes(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot measure " + folder, e);
        }
    }

    /** Deletes a folder with everything in it. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder + "; delete it by hand", e);
        }
    }

    /** Ctrl-C, while a broker still writes there. */
    private void abandon() {
        for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(root); attempt++) {
            try {
                delete(root);
            } catch (UncheckedIOException e) {
                // Something came in between; the next attempt meets less of it.
            }
        }
    }

    @Override
    public void close() {
        delete(root);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is stopping already
        }
    }
}
