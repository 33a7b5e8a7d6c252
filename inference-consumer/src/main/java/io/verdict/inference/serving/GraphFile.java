package io.verdict.inference.serving;

import io.verdict.inference.fetch.ImageFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph that was checked, kept on the local disk so that the model can be loaded again without the object store. What is
 * read is checked by its hash again.
 */
final class GraphFile {

    private static final Logger LOG = LoggerFactory.getLogger(GraphFile.class);

    private final Path file;
    private final String sha256;

    private GraphFile(Path file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
    }

    /**
     * Keeps a graph where the system has temporary files.
     *
     * @throws UncheckedIOException where there is no room; nothing is left there then
     */
    static GraphFile keep(byte[] graph) {
        GraphFile kept = null;
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            kept = new GraphFile(Files.createTempFile(folder, "verdict-model", ".onnx"), ImageFetcher.sha256(graph));
            kept.file.toFile().deleteOnExit();
            Files.write(kept.file, graph);
            return kept;
        } catch (IOException e) {
            if (kept != null) {
                kept.delete();
            }
            throw new UncheckedIOException(
                    "A graph cannot be kept on the disk, so that it could be loaded again: " + e.getMessage(), e);
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

    /** Never throws: whoever is the last to use the model has more to let go of. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; it goes when the process ends", file, e);
        }
    }
}
