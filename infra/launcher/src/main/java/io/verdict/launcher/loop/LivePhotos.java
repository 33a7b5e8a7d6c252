package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.platform.Platform;
import io.verdict.topics.Role;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Publishes photos at a steady rate on a thread of its own until it is closed, as users do. */
final class LivePhotos implements AutoCloseable {

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Uploads uploads;
    private final IntFunction<LoopSubject.Live> feed;
    private final double perSecond;
    private final Thread thread;

    private LivePhotos(Uploads uploads, IntFunction<LoopSubject.Live> feed, double perSecond) {
        this.uploads = uploads;
        this.feed = feed;
        this.perSecond = perSecond;
        this.thread = new Thread(this::publish, "live-photos");
    }

    /**
     * Begins.
     *
     * @param feed the photos, by number
     */
    static LivePhotos start(Platform platform, Clock clock, IntFunction<LoopSubject.Live> feed, double perSecond)
            throws UploadException {
        Producer producer =
                Producer.open(platform.cluster(Role.PRODUCER), platform.store(), ProducerOptions.defaults(), clock);
        return start(
                new Uploads() {
                    @Override
                    public CompletableFuture<?> publish(LoopSubject.Live photo) {
                        return producer.publish(photo.jpeg(), photo.details());
                    }

                    @Override
                    public void close() {
                        producer.close();
                    }
                },
                feed,
                perSecond);
    }

    static LivePhotos start(Uploads uploads, IntFunction<LoopSubject.Live> feed, double perSecond) {
        LivePhotos photos = new LivePhotos(uploads, feed, perSecond);
        photos.thread.start();
        return photos;
    }

    /** Where photos go. Safe for use by many threads. */
    interface Uploads extends AutoCloseable {

        /** Completes exceptionally if it could not become a fact. */
        CompletableFuture<?> publish(LoopSubject.Live photo);

        @Override
        void close();
    }

    /** Why a photo could not be published, from when that is known; any thread. */
    Optional<String> fault() {
        return Optional.ofNullable(failure.get())
                .map(fault -> "Live photos could not be published: " + fault.getMessage());
    }

    private void publish() {
        try {
            long begin = System.nanoTime();
            for (int index = 0; !stopping.get(); index++) {
                uploads.publish(feed.apply(index)).whenComplete((receipt, fault) -> {
                    if (fault != null) {
                        failure.compareAndSet(null, fault);
                    }
                });
                long due = begin + Math.round((index + 1) * 1e9 / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** @throws LoopException if a photo could not be published */
    @Override
    public void close() {
        stopping.set(true);
        LockSupport.unpark(thread);
        try (uploads) {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fault().ifPresent(fault -> {
            throw new LoopException(fault);
        });
    }
}
