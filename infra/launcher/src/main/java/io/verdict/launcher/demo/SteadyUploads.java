package io.verdict.launcher.demo;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.streams.curation.CurationConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Uploads photos at a steady rate until there are enough or it is told to stop, and counts those that became facts. */
final class SteadyUploads implements Callable<Integer> {

    private final Producer producer;
    private final DemoConfig config;
    private final CountDownLatch stopping;
    private final Deque<CompletableFuture<Receipt>> open = new ArrayDeque<>();

    SteadyUploads(Producer producer, DemoConfig config, CountDownLatch stopping) {
        this.producer = producer;
        this.config = config;
        this.stopping = stopping;
    }

    /** @throws UploadException what kept a photo from becoming a fact; nothing is uploaded after it */
    @Override
    public Integer call() throws UploadException, InterruptedException {
        PhotoFeed feed = PhotoFeed.mixed(config.seed());
        int index = 0;
        for (long start = System.nanoTime(); config.endless() || index < config.images(); index++) {
            PhotoFeed.Upload upload = feed.upload(index);
            long due = start + Math.round(index * 1e9 / config.perSecond());
            if (stopping.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                break;
            }
            open.add(producer.publish(
                    upload.bytes(), new UploadDetails(upload.listing(), "demo", CurationConfig.APP, "local")));
            while (!open.isEmpty() && open.element().isDone()) {
                settle(open.remove());
            }
        }
        while (!open.isEmpty()) {
            settle(open.remove());
        }
        return index;
    }

    private static void settle(CompletableFuture<Receipt> receipt) throws UploadException, InterruptedException {
        try {
            receipt.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UploadException failure) {
                throw failure;
            }
            throw new IllegalStateException("A photo could not be uploaded: " + e.getCause(), e.getCause());
        }
    }
}
