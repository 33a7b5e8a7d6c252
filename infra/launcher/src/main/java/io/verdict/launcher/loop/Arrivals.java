package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.platform.Platform;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Draws photos, publishes them through the ingest edge, and waits until curation has let them in. Photos are numbered on
 * from call to call; a number has the same picture each time. For one thread.
 */
final class Arrivals {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int AT_ONCE = 8;

    private final Platform platform;
    private final Clock clock;
    private final LoopSubject subject;
    private final long seed;
    private int next;

    Arrivals(Platform platform, Clock clock, LoopSubject subject, long seed) {
        this.platform = platform;
        this.clock = clock;
        this.subject = subject;
        this.seed = seed;
    }

    /**
     * The next photos, once they are accepted; what curation quarantines is left out.
     *
     * @throws UploadException what kept a photo from becoming a fact
     */
    List<LabelledShot> bring(int count) throws UploadException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(LoopPlan.THREADS);
        try (EventReader reader =
                        EventReader.open(platform.cluster(Role.AUDITOR), List.of(Topics.IMAGES, Topics.QUARANTINE));
                Producer producer = Producer.open(
                        platform.cluster(Role.PRODUCER), platform.store(), ProducerOptions.defaults(), clock)) {
            reader.seekToEnd();
            Map<String, LabelledShot> published = new LinkedHashMap<>();
            for (int done = 0; done < count; done += AT_ONCE) {
                publish(pool, producer, Math.min(AT_ONCE, count - done))
                        .forEach(shot -> published.put(shot.imageId(), shot));
            }
            Set<String> accepted = accepted(reader, published.keySet());
            return published.values().stream()
                    .filter(shot -> accepted.contains(shot.imageId()))
                    .toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private List<LabelledShot> publish(ExecutorService pool, Producer producer, int count)
            throws UploadException, InterruptedException {
        int first = next;
        next += count;
        List<Callable<Shot>> drawings = IntStream.range(first, next)
                .<Callable<Shot>>mapToObj(number -> () -> subject.draw(seed, number))
                .toList();
        List<Shot> drawn = new ArrayList<>();
        for (Future<Shot> one : pool.invokeAll(drawings)) {
            drawn.add(got(one));
        }
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(producer.publish(drawn.get(i).jpeg(), subject.details(seed, first + i)));
        }
        List<LabelledShot> shots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Receipt receipt = got(receipts.get(i));
            Shot shot = drawn.get(i);
            shots.add(new LabelledShot(
                    receipt.imageId(), receipt.object().getUri(), shot.width(), shot.height(), shot.objects()));
        }
        return shots;
    }

    private Set<String> accepted(EventReader reader, Set<String> published) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        Set<String> accepted = new HashSet<>();
        Set<String> open = new HashSet<>(published);
        while (!open.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (clock.instant().isAfter(deadline)) {
                throw new LoopException(
                        "Curation has not decided on %d photos within %s".formatted(open.size(), PATIENCE));
            }
            for (ConsumerRecord<String, ?> record : reader.poll(POLL)) {
                if (record.value() instanceof ImageAccepted image
                        && open.remove(image.getPhoto().getImageId())) {
                    accepted.add(image.getPhoto().getImageId());
                } else if (record.value() instanceof QuarantineEvent event
                        && event.getFact() instanceof ImageQuarantined image) {
                    open.remove(image.getPhoto().getImageId());
                }
            }
        }
        return accepted;
    }

    private static <T> T got(Future<T> future) throws UploadException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UploadException failure) {
                throw failure;
            }
            throw new IllegalStateException("A photo could not be drawn or uploaded: " + e.getCause(), e.getCause());
        }
    }
}
