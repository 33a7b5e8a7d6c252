package io.verdict.connectors.ingest;

import io.verdict.events.ImageUploaded;
import io.verdict.events.LogPosition;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The log of uploads, as the edge writes it. Thread-safe. */
public interface UploadLog extends AutoCloseable {

    /** Identity of the cluster that the log lies in. */
    String clusterId();

    /** Appends an upload; completes when every in-sync replica has it, or with an {@link UploadException}. */
    CompletableFuture<LogPosition> append(ImageUploaded upload);

    /**
     * Looks which of these uploads are in the log.
     *
     * @param imageIds what to look for
     * @param since none of them was uploaded before
     * @return receipts by image id
     */
    Map<String, Receipt> find(Set<String> imageIds, Instant since) throws UploadException;

    @Override
    void close();
}
