package io.verdict.launcher.bench;

import io.verdict.connectors.store.StoreException;
import io.verdict.events.ApproveDeclaration;
import io.verdict.events.Arm;
import io.verdict.events.DeclareModel;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RolloutPolicy;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.platform.ShippedRegistration;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.launcher.registry.RegistryGateway.Asked;
import io.verdict.streams.registry.Digests;
import io.verdict.topics.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * Hot swaps under open-loop load: what a new version in service costs those photos that arrive meanwhile, beside the
 * same load without. Each version is the shipped graph under another name, which is registered, evaluated,
 * approved, loaded, checked and warmed as any.
 */
public final class SwapBench {

    private static final int DISTINCT = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MS = 20;
    private static final String ENGINEER = Role.ML_ENGINEER.identity();
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1000;

    private final SwapPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param work directory for its data; the caller deletes it
     * @param progress told what is being measured, in words
     */
    public SwapBench(SwapPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    public SwapResult run() throws StoreException, InterruptedException {
        progress.accept("drawing %d photos of %d×%d".formatted(DISTINCT, StoredPhotos.WIDTH, StoredPhotos.HEIGHT));
        List<byte[]> drawn = StoredPhotos.draw(DISTINCT);
        PlatformConfig config = new PlatformConfig(new Home(work.resolve("platform")), Ports.FREE, "bench");
        try (Platform platform = Platform.start(config, progress);
                Outcomes outcomes = Outcomes.decisions(platform.cluster(), clock);
                UploadLoad load = new UploadLoad(drawn, platform, outcomes, clock)) {
            deployAtOnce(platform);
            progress.accept("%d photos to warm up, with a swap".formatted(plan.photos()));
            Swaps practice = new Swaps(platform, "warm-up");
            practice.serve(0);
            load.steady(plan.rate(), plan.photos());
            progress.accept("%d photos without swaps".formatted(plan.photos()));
            HotPathProbe before = load.steady(plan.rate(), plan.photos());
            progress.accept("%d photos with %d swaps".formatted(plan.photos(), plan.swaps()));
            Swaps swaps = new Swaps(platform, "swap");
            Swapped swapped = during(load, swaps);
            progress.accept("%d photos with a shadow".formatted(plan.photos()));
            shadow(platform);
            HotPathProbe beside = load.steady(plan.rate(), plan.photos());
            return new SwapResult(
                    plan,
                    phase(before),
                    phase(swapped.probe()),
                    phase(beside),
                    platform.decider().status().counts().shadowDecisions(),
                    (int) swapped.delays().getTotalCount(),
                    Percentiles.ofMicros(swapped.delays()));
        }
    }

    /** Blue/green, as a swap is what is measured. It loosens the shipped declaration, so it takes two people. */
    private void deployAtOnce(Platform platform) {
        declare(platform, policy -> policy.setShadow(false).setCanaryBasisPoints(0));
    }

    private void declare(Platform platform, UnaryOperator<RolloutPolicy.Builder> change) {
        ShippedModel model = ShippedModel.load();
        ModelDeclaration shipped = model.declaration();
        ModelDeclaration atOnce = ModelDeclaration.newBuilder(shipped)
                .setRollout(change.apply(RolloutPolicy.newBuilder(shipped.getRollout()))
                        .build())
                .build();
        String name = model.spec().name();
        new RegistryGateway(platform.cluster(), clock)
                .ask(
                        List.of(
                                new Asked(new Actor("bench", ENGINEER), name, new DeclareModel(atOnce)),
                                new Asked(
                                        new Actor("bench-colleague", ENGINEER),
                                        name,
                                        new ApproveDeclaration(Digests.of(atOnce), null))),
                        PATIENCE)
                .orElseThrow(() -> new IllegalStateException("The registry has not answered for " + PATIENCE));
    }

    /** What the load saw, and the times from an evaluation to the first decision. */
    private record Swapped(HotPathProbe probe, Histogram delays) {}

    /** Has a version decide in the champion's shadow, and waits until it does. */
    private void shadow(Platform platform) throws StoreException, InterruptedException {
        declare(platform, policy -> policy.setShadow(true).setPromoteAutomatically(false));
        new Swaps(platform, "shadow").serve(0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (platform.decider().status().plans().stream()
                .flatMap(plan -> plan.arms().stream())
                .noneMatch(arm -> arm.arm() == Arm.SHADOW)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No shadow within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    private Swapped during(UploadLoad load, Swaps swaps) throws StoreException, InterruptedException {
        try (StoredPhotos stored = load.stored(plan.photos())) {
            HotPathProbe probe = new HotPathProbe(() -> {});
            CompletableFuture<Void> swapping =
                    CompletableFuture.runAsync(() -> swaps.run(probe), task -> new Thread(task, "swaps").start());
            load.steady(plan.rate(), stored, probe, () -> !swapping.isDone());
            swapping.join();
            Histogram delays = new Histogram(LONGEST_MICROS, 3);
            Map<String, Instant> first = probe.firstOfVersion();
            swaps.askedAt.forEach((version, written) -> {
                if (first.containsKey(version)) {
                    delays.recordValue(
                            Duration.between(written, first.get(version)).toNanos() / 1000);
                }
            });
            return new Swapped(probe, delays);
        }
    }

    private SwapResult.Phase phase(HotPathProbe probe) {
        return new SwapResult.Phase(
                probe.percentiles().get(HotPathProbe.END_TO_END), plan.photos() - probe.outcomes(), probe.repeated());
    }

    /** Puts one version after the other into service. */
    private final class Swaps {
        private final ShippedRegistration registration;
        private final ShippedModel model = ShippedModel.load();
        private final String name;
        private final Map<String, Instant> askedAt = new ConcurrentHashMap<>();

        Swaps(Platform platform, String name) {
            this.registration = new ShippedRegistration(platform.cluster(), platform.store(), clock);
            this.name = name;
        }

        /** One after the other, each when it is due and the one before has decided on a photo. */
        void run(HotPathProbe probe) {
            try {
                long begin = System.nanoTime();
                for (int swap = 0; swap < plan.swaps(); swap++) {
                    long due = begin + (swap + 1) * plan.pauseNanos();
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                    awaitDecision(serve(swap), probe);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (StoreException e) {
                throw new IllegalStateException(e);
            }
        }

        String serve(int number) throws StoreException {
            String version = "%s.%s-%d".formatted(model.spec().version(), name, number);
            Answer answer = registration.bring(model, version);
            askedAt.put(version, answer.events().get(0).getMeta().getTime());
            return version;
        }

        private void awaitDecision(String version, HotPathProbe probe) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!probe.firstOfVersion().containsKey(version) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        }
    }
}
