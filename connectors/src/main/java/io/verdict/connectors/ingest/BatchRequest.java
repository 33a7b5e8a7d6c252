package io.verdict.connectors.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files and folders to publish.
 *
 * @param paths files, always taken, and folders, of which photos are taken
 * @param details what to say about each file
 * @param journal file that makes the batch resumable and keeps bytes from being published twice for a listing; without
 *     one, everything is published as new
 */
public record BatchRequest(List<Path> paths, Function<Path, UploadDetails> details, Optional<Path> journal) {

    /** Copies the list and refuses an empty one. */
    public BatchRequest {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("Nothing to publish: name files or folders");
        }
    }

    /** A batch that says the same about every file. */
    public static BatchRequest of(List<Path> paths, UploadDetails details, Path journal) {
        return new BatchRequest(paths, any -> details, Optional.of(journal));
    }
}
