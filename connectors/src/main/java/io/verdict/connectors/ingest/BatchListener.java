package io.verdict.connectors.ingest;

/** Hears how a batch goes on; called by one thread at a time. */
public interface BatchListener {

    /** The walk is over: so many files will be tried. */
    void found(long files);

    /** A file is done. */
    void done(FileOutcome outcome);

    /** Hears nothing. */
    static BatchListener silent() {
        return new BatchListener() {
            @Override
            public void found(long files) {
                // Nobody wants to know.
            }

            @Override
            public void done(FileOutcome outcome) {
                // Nobody wants to know.
            }
        };
    }
}
