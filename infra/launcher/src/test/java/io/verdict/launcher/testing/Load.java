package io.verdict.launcher.testing;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.topics.ClusterConfig;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Publishes photos at a steady rate through the ingest edge until it is stopped. */
public final class Load implements AutoCloseable {

    private static final int LISTINGS = 6;

    private final Producer producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Queue<CompletableFuture<Receipt>> uploads = new ConcurrentLinkedQueue<>();
    private int published;

    private Load(Producer producer) {
        this.producer = producer;
    }

    public static Load start(ClusterConfig cluster, ObjectStore store, int perSecond, IntFunction<byte[]> photos)
            throws UploadException {
        Load load = new Load(Producer.open(cluster, store, ProducerOptions.defaults()));
        load.pace.scheduleAtFixedRate(() -> load.publish(photos), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        return load;
    }

    /** Stops, and returns the receipts of all uploads once the broker has them. */
    public List<Receipt> stop() throws InterruptedException {
        pace.shutdown();
        if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("an upload hangs");
        }
        return uploads.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close();
    }

    private void publish(IntFunction<byte[]> photos) {
        int index = published++;
        UploadDetails details = new UploadDetails("load-" + index % LISTINGS, "test", "batch", "local");
        uploads.add(producer.publish(photos.apply(index), details));
    }
}
