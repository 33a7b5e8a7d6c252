package io.verdict.connectors.labels;

import java.io.IOException;

/**
 * Writes images into one label file, which appears whole when {@link #finish()} returns, or not at all. For one thread.
 */
public interface LabelWriter extends AutoCloseable {

    /**
     * Writes an image.
     *
     * @throws IOException if it cannot be written, or the format cannot hold it: the message says which and why
     */
    void write(AnnotatedImage image) throws IOException;

    /** Lets the file appear; says what was left out because the format cannot hold it. */
    ExportSummary finish() throws IOException;

    /** Throws away what was written, unless it was finished. */
    @Override
    void close() throws IOException;
}
