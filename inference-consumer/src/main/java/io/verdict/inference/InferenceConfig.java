package io.verdict.inference;

import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.decide.CostRate;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.OptimisationLevel;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.loop.LoopPolicy;
import io.verdict.inference.route.ModelRoutes;
import io.verdict.inference.session.FleetPolicy;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.settings.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that an {@link InferenceConsumer} is told; immutable. {@link #of} gives the defaults for a machine.
 *
 * @param cluster the log and its registry
 * @param membership place in the consumer group
 * @param models the models that decide, and on photos of which source; where one has no serving plan, its photos wait
 * @param stages threads and bounds
 * @param session how models are run
 * @param fleet which of them stay in memory
 * @param fetch limits of fetching
 * @param maxPixels photos with more pixels are refused by their header
 * @param cost what computing costs
 * @param loop commit intervals and stop deadline
 * @param shadow whether this instance also serves shadows
 * @param predictions whether this instance also answers requests about rows and texts
 */
public record InferenceConfig(
        ClusterConfig cluster,
        Membership membership,
        ModelRoutes models,
        Stages stages,
        SessionPolicy session,
        FleetPolicy fleet,
        FetchPolicy fetch,
        long maxPixels,
        CostRate cost,
        LoopPolicy loop,
        boolean shadow,
        boolean predictions) {

    /** Group that decides, where nothing else is said. */
    public static final String GROUP = "inference";

    private static final int CPU_BATCH = 4;
    private static final int GPU_BATCH = 16;
    private static final int GPU_SESSIONS = 2;
    private static final int FETCH_THREADS = 8;
    private static final long MAX_BYTES_IN_FLIGHT = 256L << 20;

    /**
     * Place in the consumer group.
     *
     * @param group group that decides; others have it with {@code -shadow}, {@code -predictions} or
     *     {@code -predictions-shadow} added
     * @param instanceId name of this instance, its own among all that run and the same after a restart. Then a restarted
     *     process gets its partitions back without a rebalance (KIP-345), and its first act ends the transaction that a
     *     killed predecessor left open, which would otherwise hold up readers until it times out. Empty for an instance
     *     without a lasting name: others then take over after the session timeout.
     */
    public record Membership(String group, Optional<String> instanceId) {
        public static Membership of(String instanceId) {
            return new Membership(GROUP, Optional.of(instanceId));
        }
    }

    /**
     * Threads and bounds.
     *
     * @param fetchThreads wait for the store, so more than cores
     * @param decodeThreads compute, so about as many as cores
     * @param maxPhotosInFlight photos inside the pipeline; beyond, the log is not read
     * @param maxBytesInFlight stored bytes of these photos
     */
    public record Stages(int fetchThreads, int decodeThreads, int maxPhotosInFlight, long maxBytesInFlight) {
        public Stages {
            if (fetchThreads < 1 || decodeThreads < 1 || maxPhotosInFlight < 1 || maxBytesInFlight < 1) {
                throw new IllegalArgumentException("Threads and bounds must be at least 1: %d, %d, %d, %d"
                        .formatted(fetchThreads, decodeThreads, maxPhotosInFlight, maxBytesInFlight));
            }
        }
    }

    public InferenceConfig {
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels must be at least 1: " + maxPixels);
        }
    }

    /** Defaults for this machine's CPU, with models that decide on every photo. */
    public static InferenceConfig of(ClusterConfig cluster, Membership membership, Set<String> models) {
        return of(cluster, membership, ModelRoutes.parse(models));
    }

    /** Defaults for this machine's CPU. */
    public static InferenceConfig of(ClusterConfig cluster, Membership membership, ModelRoutes models) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new InferenceConfig(
                cluster,
                membership,
                models,
                new Stages(FETCH_THREADS, cores, 16 * cores, MAX_BYTES_IN_FLIGHT),
                new SessionPolicy(
                        cores,
                        RuntimeOptions.cpu(),
                        new BatchPolicy(CPU_BATCH, Duration.ofMillis(2)),
                        new BreakerPolicy(5, 10, Duration.ofSeconds(10))),
                FleetPolicy.KEEP_ALL,
                FetchPolicy.standard(),
                ImageDecoder.DEFAULT_PIXEL_LIMIT,
                new CostRate(new BigDecimal("0.05"), "USD"),
                LoopPolicy.standard(),
                true,
                true);
    }

    /**
     * What the settings say, and what suits this machine where they leave it to that.
     *
     * @param settings resolved with {@link ConsumerSettings#GROUP} among the groups
     * @throws io.verdict.topics.settings.SettingsException naming every setting that contradicts another
     */
    public static InferenceConfig from(Settings settings, ClusterConfig cluster) {
        return new ConsumerSettingsReading(settings).read(cluster);
    }

    /** The same with these providers in order of preference, and the batch and session counts that suit the first. */
    public InferenceConfig withProviders(List<ExecutionProvider> providers, int device) {
        boolean gpu = !providers.isEmpty() && providers.get(0) != ExecutionProvider.CPU;
        RuntimeOptions runtime = new RuntimeOptions(
                providers, OptimisationLevel.ALL, 1, device, session.runtime().tensorRt());
        return withSession(new SessionPolicy(
                gpu ? GPU_SESSIONS : session.sessions(),
                runtime,
                gpu ? new BatchPolicy(GPU_BATCH, Duration.ofMillis(5)) : session.batch(),
                session.breaker()));
    }

    public InferenceConfig withSession(SessionPolicy other) {
        return with(draft -> draft.session = other);
    }

    public InferenceConfig withFleet(FleetPolicy other) {
        return with(draft -> draft.fleet = other);
    }

    public InferenceConfig withModels(ModelRoutes other) {
        return with(draft -> draft.models = other);
    }

    public InferenceConfig withStages(Stages other) {
        return with(draft -> draft.stages = other);
    }

    public InferenceConfig withFetch(FetchPolicy other) {
        return with(draft -> draft.fetch = other);
    }

    public InferenceConfig withMaxPixels(long other) {
        return with(draft -> draft.maxPixels = other);
    }

    public InferenceConfig withCost(CostRate other) {
        return with(draft -> draft.cost = other);
    }

    public InferenceConfig withLoop(LoopPolicy other) {
        return with(draft -> draft.loop = other);
    }

    public InferenceConfig withoutShadow() {
        return with(draft -> draft.shadow = false);
    }

    public InferenceConfig withoutPredictions() {
        return with(draft -> draft.predictions = false);
    }

    private InferenceConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy of which one thing can be changed. */
    private static final class Draft {
        private final InferenceConfig before;
        private ModelRoutes models;
        private Stages stages;
        private SessionPolicy session;
        private FleetPolicy fleet;
        private FetchPolicy fetch;
        private long maxPixels;
        private CostRate cost;
        private LoopPolicy loop;
        private boolean shadow;
        private boolean predictions;

        Draft(InferenceConfig before) {
            this.before = before;
            this.models = before.models;
            this.stages = before.stages;
            this.session = before.session;
            this.fleet = before.fleet;
            this.fetch = before.fetch;
            this.maxPixels = before.maxPixels;
            this.cost = before.cost;
            this.loop = before.loop;
            this.shadow = before.shadow;
            this.predictions = before.predictions;
        }

        InferenceConfig finished() {
            return new InferenceConfig(
                    before.cluster,
                    before.membership,
                    models,
                    stages,
                    session,
                    fleet,
                    fetch,
                    maxPixels,
                    cost,
                    loop,
                    shadow,
                    predictions);
        }
    }
}
