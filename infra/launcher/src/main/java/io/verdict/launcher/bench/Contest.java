package io.verdict.launcher.bench;

import io.verdict.connectors.store.StoreException;
import io.verdict.launcher.platform.Platform;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** One contestant's phases: warm-up, open-loop load, saturation. The same for all contestants. */
final class Contest implements AutoCloseable {

    private final HotPathPlan plan;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();
    private final UploadLoad load;

    Contest(HotPathPlan plan, List<byte[]> drawn, Platform platform, Outcomes outcomes, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.load = new UploadLoad(drawn, platform, outcomes, clock);
    }

    /** @param others processes whose processor time counts beside this one's */
    HotPathResult.Contestant run(String name, List<ProcessHandle> others) throws StoreException, InterruptedException {
        progress.accept("%s: %d photos to warm up".formatted(name, plan.warmUpPhotos()));
        load.steady(plan.rate(), plan.warmUpPhotos());
        progress.accept("%s: %s photos/s, open loop, %d photos"
                .formatted(name, MarkdownTable.number(plan.rate()), plan.photos()));
        HotPathProbe steady = load.steady(plan.rate(), plan.photos());
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

    private Full saturated(int photos, List<ProcessHandle> others) throws StoreException, InterruptedException {
        try (StoredPhotos stored = load.stored(photos)) {
            warmUp(stored);
            CpuMeter cpu = new CpuMeter(others);
            HotPathProbe probe = load.keepFull(stored.uploads(), plan.outstanding());
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
            load.keepFull(stored.uploadedAgain(clock), plan.outstanding());
            compiling = compiler.share();
            elapsed = System.nanoTime() - begin;
        }
        progress.accept("  warm after %.0f s, the compiler takes %.1f %% of the processors"
                .formatted(elapsed / 1e9, 100 * compiling));
    }

    @Override
    public void close() {
        load.close();
    }

    /** What saturation showed, and the processor time of all of it. */
    private record Full(HotPathProbe probe, double cpuMillis) {}
}
