package io.verdict.connectors.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that rows come from.
 *
 * @param name for errors and the manifest; its ending says the format
 * @param bytes the whole content, which must not be changed afterwards
 */
public record SourceFile(String name, byte[] bytes) {

    /** Largest file that is read, in bytes: a table is built in memory. */
    public static final long LARGEST = 1L << 29;

    /**
     * Reads a file.
     *
     * @throws TableFormatException when it is too large
     */
    public static SourceFile read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new TableFormatException(
                    "%s: has %d bytes, and at most %d are read at once; split it".formatted(file, size, LARGEST));
        }
        return new SourceFile(file.getFileName().toString(), Files.readAllBytes(file));
    }
}
