package io.verdict.connectors.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a batch ended.
 *
 * @param found files that were to be published
 * @param published files that became facts
 * @param alreadyPublished files whose bytes were facts already
 * @param failed files and folders that did not become facts, with reasons
 * @param notTried files that were left because the batch stopped
 * @param skipped files in folders that are hidden or not called like photos
 * @param bytes bytes of the published files
 * @param elapsed time that it took
 * @param stoppedBy the trouble that every further file would have met; empty if all were tried
 */
public record BatchSummary(
        long found,
        long published,
        long alreadyPublished,
        List<FileFailure> failed,
        long notTried,
        long skipped,
        long bytes,
        Duration elapsed,
        Optional<UploadFailure> stoppedBy) {

    /** Copies the list. */
    public BatchSummary {
        failed = List.copyOf(failed);
    }

    /** Whether everything that was asked for is a fact now. */
    public boolean complete() {
        return failed.isEmpty() && notTried == 0 && stoppedBy.isEmpty();
    }
}
