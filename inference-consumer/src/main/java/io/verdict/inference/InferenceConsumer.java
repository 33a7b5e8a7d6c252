package io.verdict.inference;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.ImageAccepted;
import io.verdict.inference.decide.Decisions;
import io.verdict.inference.decide.Devices;
import io.verdict.inference.decide.Predictions;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.fetch.ObjectReader;
import io.verdict.inference.loop.DecisionLoop;
import io.verdict.inference.loop.Intake;
import io.verdict.inference.loop.PhotoIntake;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Pipeline;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.pipeline.Preprocessing;
import io.verdict.inference.pipeline.Publishing;
import io.verdict.inference.pipeline.ShadowTurn;
import io.verdict.inference.pipeline.Threads;
import io.verdict.inference.serving.PlanInService;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.serving.ServingFollower;
import io.verdict.inference.session.Device;
import io.verdict.inference.session.Fleet;
import io.verdict.inference.status.Telemetry;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the decisions: reads accepted photos, asks the models in service, and writes decisions, features and failures
 * exactly once. {@link #run} returns after {@link #close}, or throws where going on cannot help. All methods may be
 * called from any thread.
 *
 * <p>Champions and canaries decide in one loop, and answer requests in another. Shadows have loops, groups and
 * transactions of their own, and get photos and requests only in their {@link ShadowTurn}: they can hardly delay and
 * never undo a decision, and are exactly once themselves.
 */
public final class InferenceConsumer implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceConsumer.class);

    private final InferenceConfig config;
    private final Telemetry telemetry = new Telemetry();
    private final Threads threads;
    private final Serving serving;
    private final Fleet fleet;
    private final ServingFollower follower;
    private final Optional<PredictionPart> predictions;
    private final Loops loops;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Prepares an instance; nothing is connected yet but the registry, when the first schema is needed.
     *
     * @param store reads photos and models by their URI
     * @param clock tells event times
     */
    public InferenceConsumer(InferenceConfig config, ObjectReader store, Clock clock) {
        this(config, store, clock, new InferenceClients(config, UnaryOperator.identity()));
    }

    InferenceConsumer(InferenceConfig config, ObjectReader store, Clock clock, InferenceClients clients) {
        this.config = config;
        SchemaRegistry registry = SchemaRegistry.from(config.cluster().serdeConfig());
        this.threads =
                Threads.start(config.stages().fetchThreads(), config.stages().decodeThreads());
        this.fleet = new Fleet(config.fleet());
        this.serving = new Serving(config.models(), clock, this::wakeLoops);
        Following following = new Following(config, fleet, store, registry, clients, clock);
        this.follower = following.follow(serving, "serving", "approvals");
        Map<ExecutionProvider, Device> known = new ConcurrentHashMap<>();
        Publishing publishing = new Publishing(registry);
        Devices devices = new Devices(provider -> known.computeIfAbsent(
                provider, first -> Device.of(first, config.session().runtime().device())));
        Pipeline pipeline = new Pipeline(
                new ImageFetcher(store, config.fetch().maxBytes()),
                config.fetch(),
                new Preprocessing(config.maxPixels()),
                new Decisions(clock, config.cost(), devices.byProvider()),
                publishing,
                telemetry,
                threads);
        List<DecisionLoop> all = new ArrayList<>();
        AvroDeserializer<ImageAccepted> images = new AvroDeserializer<>(registry, ImageAccepted.class);
        Admissions admissions = new Admissions(config);
        for (Duty duty : config.shadow() ? List.of(Duty.DECIDE, Duty.SHADOW) : List.of(Duty.DECIDE)) {
            Intake intake = new PhotoIntake(
                    duty, images, serving, pipeline, admissions.of(duty), admissions.turn(duty), telemetry);
            all.add(new DecisionLoop(
                    Topics.IMAGES.name(), clients.of(duty, registry), intake, config.loop(), telemetry, clock));
        }
        this.predictions = Optional.of(following)
                .filter(any -> config.predictions())
                .map(same -> new PredictionPart(
                        same,
                        new Predicting(
                                new Predictions(clock, config.cost(), devices),
                                publishing,
                                telemetry,
                                threads.decode()),
                        admissions,
                        telemetry));
        predictions.ifPresent(part -> all.addAll(part.loops()));
        this.loops = new Loops(all);
    }

    /**
     * Decides until {@link #close}.
     *
     * @throws InferenceFailedException where the loop that decides on photos, or the one that answers requests, has ended by
     *     itself; a shadow's that has is in the {@link #status} only
     */
    @Override
    public void run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("An inference consumer runs once");
        }
        LOG.info(
                "Deciding with {} on {} as {}",
                config.models(),
                config.session().runtime().providers(),
                config.membership());
        List<Thread> following = new ArrayList<>(List.of(start("serving", follower)));
        predictions.ifPresent(part -> following.add(start("serving-predictions", part.follower())));
        try {
            loops.run();
            closeFollowers();
            for (Thread thread : following) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            loops.stop();
            closeFollowers();
        } finally {
            threads.close();
            fleet.close();
            closed.countDown();
        }
        loops.failure().ifPresent(problem -> {
            throw new InferenceFailedException(problem);
        });
    }

    /** Asks for a stop and waits for it, no longer than the configured deadline and a little. */
    @Override
    public void close() {
        loops.stop();
        if (!started.get()) {
            threads.close();
            fleet.close();
            return;
        }
        try {
            long patience = config.loop().stopWithin().toMillis() + TimeUnit.SECONDS.toMillis(15);
            if (!closed.await(patience, TimeUnit.MILLISECONDS)) {
                LOG.warn("Did not stop within {} ms; what is under way is read again by whoever comes next", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public InferenceStatus status() {
        List<Serving> served = new ArrayList<>(List.of(serving));
        predictions.map(PredictionPart::serving).ifPresent(served::add);
        return new InferenceStatus(
                loops.statuses(),
                served.stream()
                        .flatMap(each -> each.plans().values().stream())
                        .map(InferenceConsumer::served)
                        .toList(),
                serving.missing(),
                served.stream().flatMap(each -> each.refusals().stream()).toList(),
                problem(),
                telemetry.counts(),
                telemetry.latencies());
    }

    private static InferenceStatus.ServedPlan served(PlanInService plan) {
        return new InferenceStatus.ServedPlan(
                plan.model(),
                plan.rolloutId(),
                plan.eventId(),
                plan.since(),
                plan.arms().stream()
                        .map(arm -> new InferenceStatus.ServedArm(
                                arm.arm(),
                                arm.identity().getVersion(),
                                arm.identity().getSha256(),
                                arm.shareBasisPoints(),
                                arm.model().report(),
                                arm.model().breaker(),
                                arm.model().queued(),
                                arm.model().isInMemory()))
                        .toList());
    }

    /** The photos' first. */
    private String problem() {
        return follower.problem().isEmpty()
                ? predictions.map(part -> part.follower().problem()).orElse("")
                : follower.problem();
    }

    private void closeFollowers() {
        follower.close();
        predictions.ifPresent(part -> part.follower().close());
    }

    private void wakeLoops() {
        loops.wake();
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, "inference-" + name);
        thread.start();
        return thread;
    }
}
