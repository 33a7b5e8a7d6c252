package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.platform.Platform;
import io.verdict.topics.Role;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Publishes photos at a steady rate on a thread of its own until it is closed, as users do. */
final class LivePhotos implements AutoCloseable {

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Producer producer;
    private final IntFunction<LoopSubject.Live> feed;
    private final double perSecond;
    private final Thread thread;

    private LivePhotos(Producer producer, IntFunction<LoopSubject.Live> feed, double perSecond) {
        this.producer = producer;
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
        LivePhotos photos = new LivePhotos(
                Producer.open(platform.cluster(Role.PRODUCER), platform.store(), ProducerOptions.defaults(), clock),
                feed,
                perSecond);
        photos.thread.start();
        return photos;
    }

    private void publish() {
        try {
            long begin = System.nanoTime();
            for (int index = 0; !stopping.get(); index++) {
                LoopSubject.Live upload = feed.apply(index);
                producer.publish(upload.jpeg(), upload.details()).exceptionally(fault -> {
                    failure.compareAndSet(null, new IllegalStateException(fault));
                    return null;
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
        try (producer) {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw new LoopException(
                    "Live photos could not be published: " + failure.get().getMessage());
        }
    }
}
