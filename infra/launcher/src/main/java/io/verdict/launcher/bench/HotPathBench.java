package io.verdict.launcher.bench;

import ai.djl.ModelException;
import io.verdict.avro.Envelope;
import io.verdict.avro.EventIds;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.ImageFormat;
import io.verdict.events.ImageUploaded;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import io.verdict.launcher.photos.JpegComment;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The hot path under open-loop load and at saturation, with the floor and a peer in the same run.
 *
 * <p>Photos lie in the object store before the clock starts; what is measured runs from the time at which the upload
 * event was due to be sent to the moment at which a read_committed consumer holds the decision.
 */
final class HotPathBench {

    private static final int DISTINCT = 48;
    private static final Duration DRAIN = Duration.ofMinutes(5);

    private final HotPathPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();

    HotPathBench(HotPathPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    HotPathResult run() throws StoreException, IOException, ModelException, InterruptedException {
        ShippedModel model = ShippedModel.load();
        progress.accept("drawing %d photos of 1600×1200".formatted(DISTINCT));
        PhotoFeed feed = PhotoFeed.good(900_000, 1600, 1200);
        List<byte[]> photos = IntStream.range(0, DISTINCT)
                .parallel()
                .mapToObj(index -> feed.upload(index).bytes())
                .toList();
        int cores = Runtime.getRuntime().availableProcessors();
        progress.accept("floor: decode and model in a bare loop on %d threads".formatted(cores));
        FloorLoop floor = new FloorLoop(model, photos);
        double before = floor.photosPerSecond(cores, plan.warmUp(), plan.floorTime());
        try (Platform platform =
                Platform.start(new PlatformConfig(new Home(work.resolve("platform")), Ports.FREE, "bench"), progress)) {
            HotPathResult.Contestant ours = contest(platform, photos, "verdict", true);
            platform.stopDecider();
            Path peerModel = Files.createDirectories(work.resolve("peer"));
            PeerTopic.create(platform.cluster());
            HotPathResult.Contestant peer;
            try (PredictorLoop loop = PredictorLoop.start(platform.cluster(), model, peerModel)) {
                loop.awaitAssigned();
                peer = contest(platform, photos, "consumer + DJL Predictor", false);
            }
            double after = floor.photosPerSecond(cores, Duration.ZERO, plan.floorTime());
            return new HotPathResult(plan, (before + after) / 2, ours, peer);
        }
    }

    /** Warm-up, then the open-loop load, then saturation. */
    private HotPathResult.Contestant contest(Platform platform, List<byte[]> photos, String name, boolean decisions)
            throws StoreException, InterruptedException {
        progress.accept(name + ": warm-up");
        measured(platform, photos, new Load(plan.rate(), plan.warmUpPhotos()), decisions);
        progress.accept("%s: %.0f photos/s, open loop, %d photos".formatted(name, plan.rate(), plan.photos()));
        HotPathProbe steady = measured(platform, photos, new Load(plan.rate(), plan.photos()), decisions);
        progress.accept("%s: saturation, %d photos at once".formatted(name, plan.saturationPhotos()));
        HotPathProbe full = measured(platform, photos, new Load(1e6, plan.saturationPhotos()), decisions);
        return new HotPathResult.Contestant(
                name,
                steady.percentiles(),
                full.perSecond(),
                plan.photos() - steady.decisions() + plan.saturationPhotos() - full.decisions());
    }

    private HotPathProbe measured(Platform platform, List<byte[]> photos, Load load, boolean decisions)
            throws StoreException, InterruptedException {
        List<Photo> uploads = stored(platform.store(), photos, load.photos());
        HotPathProbe probe = new HotPathProbe();
        try (var outcomes = decisions
                        ? Outcomes.decisions(platform.cluster(), probe, clock)
                        : Outcomes.peer(platform.cluster(), probe, clock);
                var producer = new KafkaProducer<>(
                        ClientConfigs.producer(platform.cluster()),
                        new StringSerializer(),
                        Topics.IMAGE_UPLOADS
                                .serde(platform.cluster().serdeConfig())
                                .serializer())) {
            producer.partitionsFor(Topics.IMAGE_UPLOADS.name());
            Instant start = clock.instant();
            OpenLoop arrivals = new OpenLoop(load.perSecond());
            arrivals.run(load.photos(), index -> {
                Photo photo = uploads.get(index);
                probe.due(photo.getImageId(), start.plus(arrivals.due(index)));
                producer.send(new ProducerRecord<>(
                        Topics.IMAGE_UPLOADS.name(),
                        photo.getListingId(),
                        new ImageUploaded(Envelope.fresh(clock, "bench"), photo)));
            });
            outcomes.await(load.photos(), DRAIN);
        }
        return probe;
    }

    /** Stores the photos, each file with hashes of its own, so that curation sees no duplicates. */
    private List<Photo> stored(ObjectStore store, List<byte[]> photos, int count) throws StoreException {
        List<Photo> uploads = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            String id = EventIds.next(clock);
            byte[] bytes = JpegComment.add(photos.get(index % photos.size()), id);
            Instant now = clock.instant();
            StoredObject object = store.put(
                    Content.of(bytes),
                    new Placement(Zone.RAW, "local", LocalDate.ofInstant(now, ZoneOffset.UTC), "jpg"),
                    ObjectTags.none());
            uploads.add(Photo.newBuilder()
                    .setImageId(id)
                    .setListingId("bench-" + index / 4 + "-" + id.substring(24))
                    .setSource("app")
                    .setUploader("bench")
                    .setRegion("local")
                    .setUploadedAt(now)
                    .setObject(object)
                    .setFormat(ImageFormat.JPEG)
                    .setWidth(1600)
                    .setHeight(1200)
                    .build());
        }
        return uploads;
    }

    private record Load(double perSecond, int photos) {}
}
