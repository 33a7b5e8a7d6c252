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
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One contestant's phases: warm-up, open-loop load, saturation. The same for all contestants. */
final class Contest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HotPathPlan plan;
    private final List<byte[]> drawn;
    private final ObjectStore store;
    private final Outcomes outcomes;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();
    private final KafkaProducer<String, ImageUploaded> producer;

    Contest(HotPathPlan plan, List<byte[]> drawn, Platform platform, Outcomes outcomes, Consumer<String> progress) {
        this.plan = plan;
        this.drawn = drawn;
        this.store = platform.store();
        this.outcomes = outcomes;
        this.progress = progress;
        this.producer = new KafkaProducer<>(
                ClientConfigs.producer(platform.cluster()),
                new StringSerializer(),
                Topics.IMAGE_UPLOADS.serde(platform.cluster().serdeConfig()).serializer());
    }

    /** @param others processes whose processor time counts beside this one's */
    HotPathResult.Contestant run(String name, List<ProcessHandle> others) throws StoreException, InterruptedException {
        progress.accept("%s: %d photos to warm up".formatted(name, plan.warmUpPhotos()));
        steady(plan.warmUpPhotos());
        progress.accept("%s: %s photos/s, open loop, %d photos"
                .formatted(name, MarkdownTable.number(plan.rate()), plan.photos()));
        HotPathProbe steady = steady(plan.photos());
        progress.accept("%s: saturation, %d photos after %d s or more to warm up"
                .formatted(name, plan.saturationPhotos(), plan.saturatedWarmUp().toSeconds()));
        Full full = saturated(plan.saturationPhotos(), others);
        return new HotPathResult.Contestant(
                name,
                steady.percentiles(),
                new Throughput(full.probe().perSecond(), full.cpuMillis() / plan.saturationPhotos()),
                plan.photos()
                        - steady.outcomes()
                        + plan.saturationPhotos()
                        - full.probe().outcomes(),
                steady.repeated() + full.probe().repeated());
    }

    private HotPathProbe steady(int photos) throws StoreException, InterruptedException {
        HotPathProbe probe = new HotPathProbe(() -> {});
        try (StoredPhotos stored = StoredPhotos.store(store, drawn, photos, clock)) {
            outcomes.tell(probe);
            new OpenLoop(plan.rate())
                    .run(photos, clock, (index, due) -> send(stored.uploads().get(index), due, probe));
            outcomes.await(photos, PATIENCE);
        }
        return probe;
    }

    private Full saturated(int photos, List<ProcessHandle> others) throws StoreException, InterruptedException {
        try (StoredPhotos stored = StoredPhotos.store(store, drawn, photos, clock)) {
            warmUp(stored);
            CpuMeter cpu = new CpuMeter(others);
            HotPathProbe probe = keepFull(stored.uploads());
            return new Full(probe, cpu.millis());
        }
    }

    /** The just-in-time compiler notices at this rate what it has not at the steady one, and takes its time over it. */
    private void warmUp(StoredPhotos stored) throws InterruptedException {
        CompilerLoad compiler = new CompilerLoad();
        long begin = System.nanoTime();
        long elapsed = 0;
        double compiling = 1;
        while (elapsed < plan.saturatedWarmUp().toNanos()
                || compiling > HotPathPlan.COMPILED
                        && elapsed < plan.longestWarmUp().toNanos()) {
            keepFull(stored.uploadedAgain(clock));
            compiling = compiler.share();
            elapsed = System.nanoTime() - begin;
        }
        progress.accept("  warm after %.0f s, the compiler takes %.1f %% of the processors"
                .formatted(elapsed / 1e9, 100 * compiling));
    }

    /** Has as many photos under way as planned, until all are through. */
    private HotPathProbe keepFull(List<Photo> photos) throws InterruptedException {
        Semaphore room = new Semaphore(plan.outstanding());
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
        producer.send(new ProducerRecord<>(
                Topics.IMAGE_UPLOADS.name(),
                photo.getListingId(),
                new ImageUploaded(Envelope.fresh(clock, "bench"), photo)));
    }

    @Override
    public void close() {
        producer.close();
    }

    /** What saturation showed, and the processor time of all of it. */
    private record Full(HotPathProbe probe, double cpuMillis) {}
}
