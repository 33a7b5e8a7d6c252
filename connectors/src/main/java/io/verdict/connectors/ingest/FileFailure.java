package io.verdict.connectors.ingest;

import java.nio.file.Path;

/**
 * A file or folder that did not become a fact, and why.
 *
 * @param path as it was given or found
 * @param failure what went wrong
 */
public record FileFailure(Path path, UploadFailure failure) {}
