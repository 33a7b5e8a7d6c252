package io.verdict.connectors.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes whose identity is known, to be stored or measured.
 *
 * <p>A store verifies that what it wrote still has these digests, so a file that changes in between is noticed.
 */
public sealed interface Content {

    /** Hashes and size. */
    Digests digests();

    /** The bytes from their beginning; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Content of an array, which must not be changed afterwards. */
    static Content of(byte[] bytes) {
        return new InMemory(bytes, Digests.of(bytes));
    }

    /** Content of a file, read once for its digests and again by the store. */
    static Content of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new InFile(file, Digests.of(in));
        }
    }

    /** An array and its digests. */
    final class InMemory implements Content {
        private final byte[] bytes;
        private final Digests digests;

        private InMemory(byte[] bytes, Digests digests) {
            this.bytes = bytes;
            this.digests = digests;
        }

        @Override
        public Digests digests() {
            return digests;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /**
     * A file and the digests it had.
     *
     * @param file the file
     * @param digests what it held when it was read first
     */
    record InFile(Path file, Digests digests) implements Content {
        @Override
        public InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        }
    }
}
