package io.verdict.connectors.ingest;

import java.nio.file.Path;

/** What became of one file of a batch. */
public sealed interface FileOutcome {

    /** The file. */
    Path path();

    /** It is a fact now. */
    record Published(Path path, Receipt receipt) implements FileOutcome {}

    /** The same bytes were published for the listing before, by an earlier run or from another file of the batch. */
    record AlreadyPublished(Path path, Receipt receipt) implements FileOutcome {}

    /** It is no fact. */
    record Failed(Path path, UploadFailure failure) implements FileOutcome {}
}
