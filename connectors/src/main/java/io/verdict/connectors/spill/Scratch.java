package io.verdict.connectors.spill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of temporary files that goes when this is closed. For one thread.
 *
 * <p>Errors: {@link IOException} where the disk is full or the folder cannot be written.
 */
public final class Scratch implements AutoCloseable {

    /** Opens a new file for writing; the place where a test makes a disk fail. */
    @FunctionalInterface
    public interface Opener {
        /** A stream into a file that did not exist before. */
        OutputStream create(Path file) throws IOException;
    }

    private final Path folder;
    private final Opener opener;
    private int files;

    private Scratch(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    /** A new folder below another one, which is created if missing. */
    public static Scratch in(Path parent) throws IOException {
        return in(parent, file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    /** The same, writing through an opener. */
    public static Scratch in(Path parent, Opener opener) throws IOException {
        Files.createDirectories(parent);
        return new Scratch(Files.createTempDirectory(parent, "verdict-"), opener);
    }

    /** A new folder where the system keeps temporary files. */
    public static Scratch temporary() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A name that nobody has yet. */
    public Path newFile() {
        return folder.resolve(Integer.toString(files++));
    }

    /** Opens a file of {@link #newFile} for writing. */
    public OutputStream create(Path file) throws IOException {
        return opener.create(file);
    }

    @Override
    public void close() throws IOException {
        List<Path> left = new ArrayList<>();
        try (var listed = Files.newDirectoryStream(folder)) {
            listed.forEach(left::add);
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
