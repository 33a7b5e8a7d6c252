package io.verdict.connectors.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what becomes of the files of a batch and tells the listener, one thread at a time. */
final class BatchTally {

    private final PhotoWalk walk;
    private final BatchListener listener;
    private final List<FileFailure> failed;
    private long published;
    private long alreadyPublished;
    private long bytes;
    private long tried;
    private UploadFailure stoppedBy;

    BatchTally(PhotoWalk walk, BatchListener listener) {
        this.walk = walk;
        this.listener = listener;
        this.failed = new ArrayList<>(walk.failed());
        listener.found(walk.photos().size());
    }

    synchronized void count(FileOutcome outcome) {
        tried++;
        if (outcome instanceof FileOutcome.Published done) {
            published++;
            bytes += done.receipt().object().getSizeBytes();
        } else if (outcome instanceof FileOutcome.AlreadyPublished) {
            alreadyPublished++;
        } else if (outcome instanceof FileOutcome.Failed bad) {
            failed.add(new FileFailure(bad.path(), bad.failure()));
            if (stoppedBy == null && bad.failure().reason().concernsEverybody()) {
                stoppedBy = bad.failure();
            }
        }
        listener.done(outcome);
    }

    synchronized void stop(UploadFailure failure) {
        stoppedBy = failure;
    }

    synchronized boolean stopped() {
        return stoppedBy != null;
    }

    synchronized BatchSummary summary(Duration elapsed) {
        int found = walk.photos().size();
        return new BatchSummary(
                found,
                published,
                alreadyPublished,
                failed,
                found - tried,
                walk.skipped(),
                bytes,
                elapsed,
                Optional.ofNullable(stoppedBy));
    }
}
