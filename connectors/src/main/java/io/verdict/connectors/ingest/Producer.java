package io.verdict.connectors.ingest;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.ImageUploaded;
import io.verdict.topics.ClusterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Publishes photos: measures and stores their bytes and appends the fact to the log, idempotently and keyed by listing.
 *
 * <p>Thread-safe. Calls block while {@link ProducerOptions#inFlight} uploads are under way. Futures complete when every
 * in-sync replica has the event, or exceptionally with an {@link UploadException}. The store stays the caller's to
 * close.
 */
public final class Producer implements AutoCloseable {

    private final IngestEdge edge;
    private final UploadLog log;
    private final Clock clock;
    private final ProducerOptions options;
    private final StableFile files = new StableFile();
    private final Semaphore room;
    private final ExecutorService workers;
    private volatile boolean closed;

    Producer(IngestEdge edge, UploadLog log, Clock clock, ProducerOptions options) {
        this.edge = edge;
        this.log = log;
        this.clock = clock;
        this.options = options;
        this.room = new Semaphore(options.inFlight());
        this.workers = Executors.newFixedThreadPool(options.threads(), Workers.named("upload"));
    }

    /**
     * Opens a producer after asking broker and registry whether they are there.
     *
     * @throws UploadException saying which of them is not, and what to do
     */
    public static Producer open(ClusterConfig cluster, ObjectStore store, ProducerOptions options)
            throws UploadException {
        return open(cluster, store, options, Clock.systemUTC());
    }

    /** The same with another clock. */
    public static Producer open(ClusterConfig cluster, ObjectStore store, ProducerOptions options, Clock clock)
            throws UploadException {
        UploadLog log = KafkaUploadLog.open(cluster, options.patience());
        return new Producer(new IngestEdge(store, clock), log, clock, options);
    }

    /** Identity of the cluster that it publishes to; a journal is good for one cluster only. */
    public String clusterId() {
        return log.clusterId();
    }

    /**
     * Publishes a file.
     *
     * @throws IllegalStateException once the producer is closed
     */
    public CompletableFuture<Receipt> publish(Path file, UploadDetails details) {
        return submit(() -> files.read(file), details, file.toString());
    }

    /**
     * Publishes bytes, which must not be changed afterwards.
     *
     * @throws IllegalStateException once the producer is closed
     */
    public CompletableFuture<Receipt> publish(byte[] bytes, UploadDetails details) {
        return submit(() -> Content.of(bytes), details, "the bytes");
    }

    /**
     * Publishes files and folders and returns when all are done, or when trouble came that all would meet.
     *
     * @throws UploadException if the batch cannot begin: journal, broker
     */
    public BatchSummary publishAll(BatchRequest request, BatchListener listener)
            throws UploadException, InterruptedException {
        return new BatchPublish(edge, log, clock, options.threads()).run(request, listener);
    }

    private interface Source {
        Content read() throws IOException, UploadException;
    }

    private CompletableFuture<Receipt> submit(Source source, UploadDetails details, String what) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            receipt.completeExceptionally(new UploadException(
                    Reason.BROKER_UNAVAILABLE, "Interrupted while waiting to publish %s".formatted(what), e));
            return receipt;
        }
        if (closed) {
            room.release();
            throw new IllegalStateException("The producer is closed; %s is not published".formatted(what));
        }
        try {
            workers.execute(() -> run(source, details, what, receipt));
        } catch (RuntimeException | Error e) {
            settle(receipt, null, e);
            throw e;
        }
        return receipt;
    }

    private void run(Source source, UploadDetails details, String what, CompletableFuture<Receipt> receipt) {
        try {
            ImageUploaded upload = edge.admit(source.read(), details);
            log.append(upload)
                    .thenApply(position -> new Receipt(
                            upload.getPhoto().getImageId(),
                            position,
                            upload.getPhoto().getObject()))
                    .whenComplete((done, failure) -> settle(receipt, done, unwrapped(failure)));
        } catch (IOException | UploadException e) {
            settle(receipt, null, UploadFaults.translate(e, what));
        } catch (RuntimeException e) {
            // The caller waits for the future; a worker that dies silently would leave it waiting for ever.
            settle(receipt, null, e);
        } catch (Error e) {
            settle(receipt, null, e);
            throw e;
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Makes room only after the future is complete, so that no future is open when the producer has closed. */
    private void settle(CompletableFuture<Receipt> receipt, Receipt done, Throwable failure) {
        if (failure == null) {
            receipt.complete(done);
        } else {
            receipt.completeExceptionally(failure);
        }
        room.release();
    }

    /** Waits for what was accepted, then closes. */
    @Override
    public void close() {
        room.acquireUninterruptibly(options.inFlight());
        closed = true;
        // Whoever waited for room finds the producer closed.
        room.release(options.inFlight());
        workers.shutdown();
        log.close();
    }
}
