package io.verdict.launcher.bench;

import io.verdict.avro.Envelope;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.ImageUploaded;
import io.verdict.events.Photo;
import io.verdict.launcher.platform.Platform;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends upload events of stored photos, at a steady rate or as fast as they are answered. For one thread. */
final class UploadLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<byte[]> drawn;
    private final ObjectStore store;
    private final Outcomes outcomes;
    private final Clock clock;
    private final KafkaProducer<String, ImageUploaded> producer;

    UploadLoad(List<byte[]> drawn, Platform platform, Outcomes outcomes, Clock clock) {
        this.drawn = drawn;
        this.store = platform.store();
        this.outcomes = outcomes;
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                ClientConfigs.producer(platform.cluster()),
                new StringSerializer(),
                Topics.IMAGE_UPLOADS.serde(platform.cluster().serdeConfig()).serializer());
    }

    /** Photos that no outcome is known of, stored; the caller deletes them. */
    StoredPhotos stored(int photos) throws StoreException {
        return StoredPhotos.store(store, drawn, photos, clock);
    }

    /** That many photos at that rate, whatever becomes of them meanwhile (open loop). */
    HotPathProbe steady(double rate, int photos) throws StoreException, InterruptedException {
        try (StoredPhotos stored = stored(photos)) {
            return steady(rate, stored);
        }
    }

    /** The same with photos that lie there already. */
    HotPathProbe steady(double rate, StoredPhotos stored) throws InterruptedException {
        HotPathProbe probe = new HotPathProbe(() -> {});
        steady(rate, stored, probe, () -> false);
        return probe;
    }

    /** The same; others that do not count come after them while more are wanted, for a minute or a little more. */
    void steady(double rate, StoredPhotos stored, HotPathProbe probe, BooleanSupplier wantsMore)
            throws InterruptedException {
        List<Photo> photos = stored.uploads();
        outcomes.tell(probe);
        OpenLoop loop = new OpenLoop(rate);
        loop.run(photos.size(), clock, (index, due) -> send(photos.get(index), due, probe));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (wantsMore.getAsBoolean() && System.nanoTime() < deadline) {
            List<Photo> others = stored.uploadedAgain(clock);
            loop.runWhile(wantsMore, others.size(), clock, (index, due) -> send(others.get(index)));
        }
        outcomes.await(photos.size(), PATIENCE);
    }

    /** Has as many photos under way as asked for, until all are through. */
    HotPathProbe keepFull(List<Photo> photos, int outstanding) throws InterruptedException {
        Semaphore room = new Semaphore(outstanding);
        HotPathProbe probe = new HotPathProbe(room::release);
        outcomes.tell(probe);
        for (Photo photo : photos) {
            if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
            send(photo, clock.instant(), probe);
        }
        outcomes.await(photos.size(), PATIENCE);
        return probe;
    }

    private void send(Photo photo, Instant due, HotPathProbe probe) {
        probe.sent(photo.getImageId(), due, clock.instant());
        send(photo);
    }

    private void send(Photo photo) {
        producer.send(new ProducerRecord<>(
                Topics.IMAGE_UPLOADS.name(),
                photo.getListingId(),
                new ImageUploaded(Envelope.fresh(clock, "bench"), photo)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
