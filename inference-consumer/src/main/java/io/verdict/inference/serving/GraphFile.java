package io.verdict.inference.serving;

import io.verdict.inference.fetch.ImageFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A graph that was checked, kept on the local disk so that the model can be loaded again without the object store. What is
 * read is checked by its hash again.
 */
final class GraphFile {

    private final Path file;
    private final String sha256;

    private GraphFile(Path file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
    }

    static GraphFile keep(byte[] graph) {
        try {
            Path file = Files.createTempFile("verdict-model", ".onnx");
            file.toFile().deleteOnExit();
            Files.write(file, graph);
            return new GraphFile(file, ImageFetcher.sha256(graph));
        } catch (IOException e) {
            throw new UncheckedIOException("A graph cannot be kept on the disk, so that it could be loaded again", e);
        }
    }

    byte[] read() {
        try {
            byte[] graph = Files.readAllBytes(file);
            if (!ImageFetcher.sha256(graph).equals(sha256)) {
                throw new IllegalStateException(file + " is not what was written to it");
            }
            return graph;
        } catch (IOException e) {
            throw new UncheckedIOException("The graph that was kept cannot be read: " + e.getMessage(), e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The graph that was kept cannot be deleted", e);
        }
    }
}
