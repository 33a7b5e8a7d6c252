package io.verdict.connectors.labels;

import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import java.io.IOException;
import java.util.List;

/**
 * A label file that was found right from beginning to end; its images lie on disk until this is closed. For one thread.
 */
public final class ImportedLabels implements AutoCloseable {

    private final ImportSummary summary;
    private final List<String> classes;
    private final ExternalSort<Spooled> images;
    private final Scratch scratch;

    ImportedLabels(ImportSummary summary, List<String> classes, ExternalSort<Spooled> images, Scratch scratch) {
        this.summary = summary;
        this.classes = List.copyOf(classes);
        this.images = images;
        this.scratch = scratch;
    }

    /** Takes one image after the other. */
    @FunctionalInterface
    public interface Each {
        /** The next image. */
        void accept(AnnotatedImage image) throws IOException;
    }

    /** What it holds. */
    public ImportSummary summary() {
        return summary;
    }

    /** The classes that the file defines, in its order. */
    public List<String> classes() {
        return classes;
    }

    /**
     * Hands over every image by name; any number of times.
     *
     * @throws IOException if the disk fails, or what {@code each} throws
     */
    public void forEach(Each each) throws IOException {
        try (Sorted<Spooled> sorted = images.sorted()) {
            while (sorted.hasNext()) {
                each.accept(sorted.next().image());
            }
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
