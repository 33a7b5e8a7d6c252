package io.verdict.connectors.ingest;

import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A log in memory that can be told to break: before it takes a record, or after, when nobody hears of it. */
final class FakeLog implements UploadLog {

    private final List<ImageUploaded> uploads = new ArrayList<>();
    private int refuseFrom = Integer.MAX_VALUE;
    private int forgetFrom = Integer.MAX_VALUE;
    private int dieFrom = Integer.MAX_VALUE;
    private boolean closed;

    /** From this upload on (0 is the first) the log refuses. */
    synchronized FakeLog refusingFrom(int number) {
        refuseFrom = number;
        return this;
    }

    /** From this upload on the log takes uploads but the acknowledgement is lost. */
    synchronized FakeLog losingAnswersFrom(int number) {
        forgetFrom = number;
        return this;
    }

    /** From this upload on there is no memory left to append it. */
    synchronized FakeLog dyingFrom(int number) {
        dieFrom = number;
        return this;
    }

    synchronized List<ImageUploaded> uploads() {
        return List.copyOf(uploads);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public String clusterId() {
        return "fake";
    }

    @Override
    public synchronized CompletableFuture<LogPosition> append(ImageUploaded upload) {
        if (uploads.size() >= dieFrom) {
            throw new OutOfMemoryError("thrown by a test");
        }
        if (uploads.size() >= refuseFrom) {
            return CompletableFuture.failedFuture(
                    new UploadException(UploadFailure.Reason.BROKER_UNAVAILABLE, "No broker took the upload", null));
        }
        uploads.add(upload);
        return uploads.size() > forgetFrom
                ? CompletableFuture.failedFuture(
                        new UploadException(UploadFailure.Reason.BROKER_UNAVAILABLE, "The answer was lost", null))
                : CompletableFuture.completedFuture(position(uploads.size() - 1));
    }

    @Override
    public synchronized Map<String, Receipt> find(Set<String> imageIds, Instant since) {
        Map<String, Receipt> found = new HashMap<>();
        for (int i = 0; i < uploads.size(); i++) {
            String imageId = uploads.get(i).getPhoto().getImageId();
            boolean young = !uploads.get(i).getPhoto().getUploadedAt().isBefore(since);
            if (young && imageIds.contains(imageId)) {
                found.put(
                        imageId,
                        new Receipt(
                                imageId, position(i), uploads.get(i).getPhoto().getObject()));
            }
        }
        return found;
    }

    private LogPosition position(int offset) {
        return new LogPosition(
                "image-uploads", 0, (long) offset, uploads.get(offset).getMeta().getEventId());
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
