package io.verdict.launcher.bench;

import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * The hot path under open-loop load and at saturation, with the floor and a peer in the same run.
 *
 * <p>Photos lie in the object store before the clock starts; what is measured runs from the time at which the upload
 * event was due to be sent to the moment at which a read_committed consumer holds the decision.
 */
public final class HotPathBench {

    private static final int DISTINCT = 48;

    private final HotPathPlan plan;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * @param work directory for its data; the caller deletes it
     * @param progress told what is being measured, in words
     */
    public HotPathBench(HotPathPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    public HotPathResult run() throws StoreException, IOException, InterruptedException {
        ShippedModel model = ShippedModel.load();
        progress.accept("drawing %d photos of %d×%d".formatted(DISTINCT, StoredPhotos.WIDTH, StoredPhotos.HEIGHT));
        List<byte[]> drawn = StoredPhotos.draw(DISTINCT);
        FloorLoop floor = new FloorLoop(model, drawn);
        Throughput before = floor(floor);
        HotPathResult.Contestant ours;
        HotPathResult.Contestant peer;
        PlatformConfig config = new PlatformConfig(new Home(work.resolve("platform")), Ports.FREE, "bench");
        try (Platform platform = Platform.start(config, progress)) {
            ours = ours(platform, drawn);
            platform.stopDecider();
            peer = peer(platform, drawn, model);
        }
        return new HotPathResult(plan, before, floor(floor), ours, peer);
    }

    private Throughput floor(FloorLoop floor) {
        int cores = Runtime.getRuntime().availableProcessors();
        progress.accept("bare loop of decode and model on %d threads".formatted(cores));
        return floor.measure(cores, plan.floorTime());
    }

    private HotPathResult.Contestant ours(Platform platform, List<byte[]> drawn)
            throws StoreException, InterruptedException {
        try (Outcomes outcomes = Outcomes.decisions(platform.cluster(), Clock.systemUTC());
                Contest contest = new Contest(plan, drawn, platform, outcomes, progress)) {
            return contest.run("verdict", List.of());
        }
    }

    /** Curation and the other apps go on working for the peer; it replaces the inference-consumer only. */
    private HotPathResult.Contestant peer(Platform platform, List<byte[]> drawn, ShippedModel model)
            throws StoreException, IOException, InterruptedException {
        PeerTopic.create(platform.cluster());
        progress.accept("consumer + DJL Predictor: starting");
        Path folder = Files.createDirectories(work.resolve("peer"));
        try (PeerProcess process = PeerProcess.start(platform.cluster(), model, folder);
                Outcomes outcomes = Outcomes.peer(platform.cluster(), Clock.systemUTC());
                Contest contest = new Contest(plan, drawn, platform, outcomes, progress)) {
            HotPathResult.Contestant result = contest.run("consumer + DJL Predictor", List.of(process.handle()));
            process.check();
            return result;
        }
    }
}
