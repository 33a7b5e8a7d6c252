package io.verdict.connectors.studio;

/** Hears how far a photo set has been written; called from one thread at a time. */
@FunctionalInterface
public interface ProgressListener {
    /** {@code done} of {@code total} photographs are on disk. */
    void written(int done, int total);

    /** Ignores progress. */
    static ProgressListener silent() {
        return (done, total) -> {};
    }
}
