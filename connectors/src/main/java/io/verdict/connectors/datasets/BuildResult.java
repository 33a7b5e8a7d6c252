package io.verdict.connectors.datasets;

import io.verdict.events.DatasetSplit;
import io.verdict.events.DuplicateCheck;
import java.nio.file.Path;
import java.util.List;

/** What came of a build. */
public sealed interface BuildResult {

    /**
     * A version whose manifest lies in a file, which is the caller's.
     *
     * @param manifest canonical manifest
     * @param version SHA-256 of the manifest
     * @param splits what is where
     * @param testRoot Merkle root of the test split's lines, in hex
     * @param duplicates what was found across splits
     */
    record Built(Path manifest, String version, List<DatasetSplit> splits, String testRoot, DuplicateCheck duplicates)
            implements BuildResult {}

    /**
     * There is no version.
     *
     * @param problems the first reasons, a sentence each
     * @param count how many there are
     */
    record Refused(List<String> problems, long count) implements BuildResult {

        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
