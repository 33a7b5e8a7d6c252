package io.verdict.connectors.labels;

import java.io.IOException;
import java.util.List;

/** What came of an import: all of the file, or nothing of it. */
public sealed interface ImportResult extends AutoCloseable {

    @Override
    void close() throws IOException;

    /** The file is right; whoever gets this closes it. */
    record Accepted(ImportedLabels labels) implements ImportResult {
        @Override
        public void close() throws IOException {
            labels.close();
        }
    }

    /**
     * The file is not used.
     *
     * @param summary what was read of it
     * @param problems the first of them, by line
     * @param count how many there are
     */
    record Refused(ImportSummary summary, List<LabelProblem> problems, long count) implements ImportResult {

        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
