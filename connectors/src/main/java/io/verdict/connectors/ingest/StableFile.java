package io.verdict.connectors.ingest;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/** Reads a file such that the content is one state of it, never half of an old and half of a new one. */
final class StableFile {

    // Photos fit; what is larger is read twice instead of held.
    static final int MOST_IN_MEMORY = 16 * 1024 * 1024;
    private static final int ATTEMPTS = 3;

    private final Reader reader;

    StableFile() {
        this(StableFile::readOnce);
    }

    StableFile(Reader reader) {
        this.reader = reader;
    }

    /** Reads all bytes of a file; the place where a test changes the file meanwhile. */
    @FunctionalInterface
    interface Reader {
        Content read(Path file, long expectedSize) throws IOException;
    }

    Content read(Path file) throws IOException, UploadException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            State before = State.of(file);
            Content content = reader.read(file, before.size());
            if (content.digests().sizeBytes() == before.size() && State.of(file).equals(before)) {
                return content;
            }
        }
        throw new UploadException(
                Reason.CHANGING,
                "%s kept changing while it was read, %d times; publish it again when it is finished"
                        .formatted(file, ATTEMPTS),
                null);
    }

    private static Content readOnce(Path file, long expectedSize) throws IOException {
        if (expectedSize > MOST_IN_MEMORY) {
            return Content.of(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One more than expected shows that it grew, without reading an endless file to its end.
            return Content.of(in.readNBytes((int) expectedSize + 1));
        }
    }

    private record State(long size, FileTime modified, Optional<Object> key) {

        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new FileSystemException(Objects.toString(file), null, "it is not a regular file");
            }
            return new State(
                    attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey()));
        }
    }
}
