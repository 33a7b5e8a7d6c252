package io.verdict.launcher.bench;

import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How fast the views of each app are rebuilt from offset 0, beside bare consumers of the same topics.
 *
 * <p>Each app has a broker of its own with a history of only what it reads, that grows from length to length. A first
 * round over the shortest one warms up and does not count. What an app reads of its own making, curation's quarantine,
 * grows with every rebuild, as in production; the bare consumers read it too.
 */
public final class ReplayBench {

    private static final int BARE_PASSES = 3;

    private final ReplayPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private int rebuilds;

    /**
     * @param work directory for its data; the caller deletes it
     * @param progress told what is being measured, in words
     */
    public ReplayBench(ReplayPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    public ReplayResult run() throws InterruptedException {
        List<ReplayResult.Row> rows = new ArrayList<>();
        for (ReplayCase one : ReplayCase.all()) {
            if (!plan.apps().contains(one.app().name())) {
                continue;
            }
            Path home = work.resolve(one.app().name());
            try (Platform log = Platform.startLogOnly(
                            new PlatformConfig(new Home(home), Ports.FREE, "bench"),
                            what -> progress.accept(one.app().name() + ": " + what));
                    ReplayHistory history = new ReplayHistory(one, log.cluster())) {
                history.growTo(plan.events().get(0));
                row(one, log.cluster(), home);
                for (int events : plan.events()) {
                    progress.accept("%s: %,d events".formatted(one.app().name(), events));
                    history.growTo(events);
                    rows.add(row(one, log.cluster(), home));
                }
            }
            Scratch.delete(home);
        }
        return new ReplayResult(rows);
    }

    private ReplayResult.Row row(ReplayCase of, ClusterConfig cluster, Path home) throws InterruptedException {
        BareReader reader = new BareReader(cluster, of.inputs());
        Rebuild rebuild = new Rebuild(of.app(), cluster, home.resolve("state"));
        BareReader.Pass bytes = median(reader::readBytes);
        BareReader.Pass values = median(reader::readValues);
        Rebuild.Run exactly = rebuild.run(id(of), Guarantee.EXACTLY_ONCE, values.last());
        Rebuild.Run loosely = rebuild.run(id(of), Guarantee.AT_LEAST_ONCE, values.last());
        return new ReplayResult.Row(
                of.app().name(),
                of.views(),
                values.events(),
                values.events() / exactly.seconds(),
                values.events() / loosely.seconds(),
                values.perSecond(),
                bytes.perSecond(),
                exactly.startSeconds(),
                exactly.stateBytes());
    }

    private static BareReader.Pass median(Supplier<BareReader.Pass> pass) {
        return Stream.generate(pass)
                .limit(BARE_PASSES)
                .sorted(Comparator.comparingDouble(BareReader.Pass::seconds))
                .skip(BARE_PASSES / 2)
                .findFirst()
                .orElseThrow();
    }

    private String id(ReplayCase of) {
        return "bench-" + of.app().name() + "-" + rebuilds++;
    }
}
