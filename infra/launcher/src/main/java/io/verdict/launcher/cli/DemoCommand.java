package io.verdict.launcher.cli;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.demo.Demo;
import io.verdict.launcher.demo.DemoConfig;
import io.verdict.launcher.flow.FlowSummary;
import io.verdict.launcher.loop.Loop;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.LoopResult;
import io.verdict.launcher.loop.LoopText;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.LogFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: everything started, photos published steadily, decisions and prices shown as they appear. */
@Command(
        name = "demo",
        description = "Start everything on free ports, publish drawn photos steadily, and show decisions and prices as"
                + " they appear. Some uploads are bad on purpose: repeated, too small, truncated, or no photo at all.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Publish N photos. Default: go on until Ctrl-C.")
    int images;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            defaultValue = "2",
            description = "Photos a second. Default: ${DEFAULT-VALUE}.")
    double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the photos and of the listings' names. Default: another one each time.")
    Long seed;

    @Option(
            names = "--loop",
            description =
                    "Close the circle instead: label drawn photos, build a dataset version, train, evaluate, approve,"
                            + " roll out; then once more with more photos. Exit code 0: the second version is"
                            + " measurably better. Takes some minutes.")
    boolean loop;

    @Option(names = "--exit", description = "End when every photo has come to its end. Needs --images.")
    boolean exit;

    @Mixin
    OwnPlatformOptions own;

    @Mixin
    RulesOption rules;

    @Mixin
    ProviderOption provider;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UploadException, InterruptedException {
        if (exit && images < 0) {
            throw new WrongUseException("--exit needs --images: how many photos until it ends?");
        }
        if (loop && (images >= 0 || exit)) {
            throw new WrongUseException(
                    "--loop ends by itself and knows how many photos it needs; leave out --images" + " and --exit.");
        }
        DemoConfig config = Names.parsed("demo", () -> new DemoConfig(images, rate, seed == null ? fresh() : seed));
        return loop ? loop(config) : run(config);
    }

    /** A seed that the runs of this year do not share, short enough for a listing's name. */
    private static long fresh() {
        return Clock.systemUTC().millis() / 100 % 1_000_000_000;
    }

    private int loop(DemoConfig config) throws IOException, InterruptedException {
        LoopPlan plan = LoopPlan.standard(config.seed(), config.perSecond());
        return new PlatformJob(console, own, "The circle is not closed.")
                .run(
                        new PlatformJob.Setting(
                                "demo", rules.rules().withRollout(plan.windows()), provider.accelerator()),
                        (platform, root) -> {
                            Loop loop = new Loop(
                                    platform,
                                    plan,
                                    root.resolve("training"),
                                    Clock.systemUTC(),
                                    new LoopSteps(console));
                            return new PlatformJob.Task(tell -> tell.accept(report(loop.run())), loop::stop);
                        });
    }

    private static PlatformJob.Report report(LoopResult result) {
        return new PlatformJob.Report(result, LoopText.lines(result), result.better(), "train list");
    }

    private int run(DemoConfig config) throws IOException, UploadException, InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        // Around the deletion as well: Ctrl-C ends the process only when that is done.
        try (StopSignal stop = StopSignal.install(stopping::countDown);
                TemporaryFolder folder = own.folder("demo", console)) {
            Home home = new Home(folder.path());
            LogFile.open(home);
            return run(config, home, stop, stopping);
        }
    }

    private int run(DemoConfig config, Home home, StopSignal stop, CountDownLatch stopping)
            throws UploadException, InterruptedException {
        Instant begin =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        PlatformConfig settings =
                new PlatformConfig(home, Ports.FREE, "demo", rules.rules(), provider.accelerator()).secured(own.secure);
        console.say("Starting ...");
        try (Platform platform = Platform.start(settings, part -> console.say("  " + part))) {
            Demo demo = new Demo(platform, config, console, Clock.systemUTC());
            FlowSummary flow = demo.run(stopping);
            if (!exit && config.images() > 0) {
                console.say("All photos have come to their end. Ctrl-C stops the platform.");
                stop.await();
            }
            if (own.json) {
                console.json(figures(flow, begin));
            }
            return flow.missing() == 0
                            && flow.duplicates() == 0
                            && platform.fault().isEmpty()
                    ? ExitCode.OK
                    : ExitCode.NEGATIVE;
        }
    }

    private static Map<String, Object> figures(FlowSummary flow, Instant begin) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("uploads", flow.uploads());
        figures.put("accepted", flow.accepted());
        figures.put("quarantined", flow.quarantined());
        figures.put("decisions", flow.decisions());
        figures.put("failures", flow.failures());
        figures.put("prices", flow.prices());
        figures.put("duplicates", flow.duplicates());
        figures.put("missing", flow.missing());
        figures.put("p50_ms", flow.p50Millis());
        figures.put("p95_ms", flow.p95Millis());
        figures.put("p99_ms", flow.p99Millis());
        figures.put(
                "first_decision_s",
                flow.firstDecisionAt() == null
                        ? null
                        : Duration.between(begin, flow.firstDecisionAt()).toMillis() / 1000.0);
        return figures;
    }
}
