package io.verdict.launcher.scenario;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.DetectionCompleted;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.loop.LoopException;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.Shot;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformException;
import io.verdict.streams.curation.CurationConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Publishes new scenes and photos of cars, and waits for the decisions on them. For one thread. */
record Newcomers(Platform platform, Clock clock, AerialScenes scenes) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A photo on its way. */
    private static final class Waiting {
        private final String source;
        private final Map<String, Integer> there = new TreeMap<>();
        private final Map<String, Integer> found = new TreeMap<>();
        private final Set<String> by = new TreeSet<>();

        Waiting(String source) {
            this.source = source;
        }
    }

    /**
     * Brings photos of cars, then scenes, and returns when all of them are decided on.
     *
     * @throws LoopException if that takes too long
     */
    Decided bring(long seed, int count, int cars) throws UploadException, StoreException, InterruptedException {
        Map<String, Waiting> photos = new LinkedHashMap<>();
        try (EventReader reader = EventReader.open(platform.cluster(Role.AUDITOR), List.of(Topics.DETECTIONS));
                Producer producer = Producer.open(
                        platform.cluster(Role.PRODUCER), platform.store(), ProducerOptions.defaults(), clock)) {
            reader.seekToEnd();
            PhotoFeed feed = PhotoFeed.good(seed, LoopPlan.WIDTH, LoopPlan.HEIGHT);
            for (int i = 0; i < cars; i++) {
                PhotoFeed.Upload car = feed.upload(i);
                UploadDetails details = new UploadDetails(car.listing(), "demo", CurationConfig.APP, "local");
                photos.put(published(producer, car.bytes(), details), new Waiting(CurationConfig.APP));
            }
            for (int i = 0; i < count; i++) {
                Shot shot = scenes.draw(seed, i);
                Waiting waiting = new Waiting(AerialScenes.SOURCE);
                shot.objects().forEach(seen -> waiting.there.merge(seen.label(), 1, Integer::sum));
                photos.put(published(producer, shot.jpeg(), scenes.details(seed, i)), waiting);
            }
            return await(reader, photos);
        }
    }

    private static String published(Producer producer, byte[] jpeg, UploadDetails details)
            throws UploadException, InterruptedException {
        try {
            return producer.publish(jpeg, details).get().imageId();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UploadException failure) {
                throw failure;
            }
            throw new IllegalStateException("A photo could not be uploaded: " + e.getCause(), e.getCause());
        }
    }

    private Decided await(EventReader reader, Map<String, Waiting> photos) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        List<String> places = new ArrayList<>();
        while (photos.values().stream().anyMatch(photo -> photo.by.isEmpty())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            platform.fault().ifPresent(fault -> {
                throw new PlatformException(fault, null);
            });
            if (clock.instant().isAfter(deadline)) {
                throw new LoopException("%d of %d photos are not decided on after %s"
                        .formatted(
                                photos.values().stream()
                                        .filter(photo -> photo.by.isEmpty())
                                        .count(),
                                photos.size(),
                                PATIENCE));
            }
            reader.poll(POLL).forEach(record -> take(record, photos, places));
        }
        // What another model may have said of the last ones, too.
        reader.readToEnd(record -> take(record, photos, places));
        List<Decided.Photo> all = new ArrayList<>();
        photos.forEach((id, photo) -> all.add(new Decided.Photo(id, photo.source, photo.by, photo.there, photo.found)));
        return new Decided(
                all, "%d decisions, %s to %s".formatted(places.size(), places.get(0), places.get(places.size() - 1)));
    }

    private static void take(ConsumerRecord<String, ?> record, Map<String, Waiting> photos, List<String> places) {
        DetectionCompleted decision = (DetectionCompleted) record.value();
        Waiting photo = photos.get(decision.getImageId());
        if (photo == null) {
            return;
        }
        photo.by.add("%s %s %s"
                .formatted(
                        decision.getModel().getName(),
                        decision.getModel().getVersion(),
                        decision.getArm().name().toLowerCase(Locale.ROOT)));
        decision.getDetections().forEach(one -> photo.found.merge(one.getLabel(), 1, Integer::sum));
        places.add("partition %d offset %d".formatted(record.partition(), record.offset()));
    }
}
