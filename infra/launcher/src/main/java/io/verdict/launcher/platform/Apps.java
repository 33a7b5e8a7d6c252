package io.verdict.launcher.platform;

import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.catalog.CatalogApp;
import io.verdict.streams.catalog.QualityRule;
import io.verdict.streams.curation.CurationApp;
import io.verdict.streams.labels.LabelsApp;
import io.verdict.streams.pricing.PricingApp;
import io.verdict.streams.read.ReadApi;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.streams.rollout.RolloutApp;
import io.verdict.streams.triggers.TriggersApp;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;

/** The Streams apps in this process, each with threads, state and transactions of its own. */
public final class Apps implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    private static final Set<KafkaStreams.State> ENDED =
            Set.of(KafkaStreams.State.ERROR, KafkaStreams.State.NOT_RUNNING);

    private final List<StreamsRunner> runners;
    private final ReadApi readApi;

    private Apps(List<StreamsRunner> runners, ReadApi readApi) {
        this.runners = List.copyOf(runners);
        this.readApi = readApi;
    }

    /**
     * Starts every app and the read API; returns at once.
     *
     * @param cluster the cluster as each app's role sees it
     * @throws PlatformException when the read API's port is taken
     */
    public static Apps start(Function<Role, ClusterConfig> cluster, Home home, Rules rules, int apiPort) {
        Function<StreamsApp, StreamsRunner> runner = app -> new StreamsRunner(
                app, RunnerConfig.single(cluster.apply(app.role()), app, home.state()), Clock.systemUTC());
        StreamsRunner catalog = runner.apply(CatalogApp.create(QualityRule.STANDARD));
        StreamsRunner registry = runner.apply(RegistryApp.create());
        StreamsRunner labels = runner.apply(LabelsApp.create(rules.labels()));
        List<StreamsRunner> all = List.of(
                runner.apply(CurationApp.create(rules.curation())),
                catalog,
                runner.apply(PricingApp.create(rules.prices())),
                registry,
                runner.apply(RolloutApp.create(rules.rollout())),
                labels,
                runner.apply(TriggersApp.create(rules.triggers())));
        ReadApi api;
        try {
            api = ReadApi.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), apiPort), catalog, labels, registry, all);
        } catch (IOException e) {
            all.forEach(StreamsRunner::close);
            throw new PlatformException(
                    "The read API cannot listen on port " + apiPort + " (" + e.getMessage()
                            + "). Stop what listens there, or give another with --api-port; 0 takes a free one.",
                    e);
        }
        Apps apps = new Apps(all, api);
        try {
            all.forEach(StreamsRunner::start);
            return apps;
        } catch (RuntimeException e) {
            apps.close();
            throw e;
        }
    }

    /**
     * Waits until every app has restored its state and works.
     *
     * @throws PlatformException naming an app that has ended or takes too long
     */
    public void awaitRunning() throws InterruptedException {
        for (StreamsRunner runner : runners) {
            if (!runner.awaitReady(READY_TIMEOUT)) {
                throw new PlatformException(
                        "An app is " + runner.state() + " instead of running: "
                                + runner.failure().map(Throwable::getMessage).orElse("it takes too long"),
                        runner.failure().orElse(null));
            }
        }
    }

    /** What has made an app end by itself, if one has. */
    public Optional<String> fault() {
        return runners.stream()
                .filter(runner -> ENDED.contains(runner.state()))
                .findFirst()
                .map(runner -> "An app has ended: "
                        + runner.failure()
                                .map(Throwable::toString)
                                .orElse(runner.state().name()));
    }

    /** What the apps are called. */
    public List<String> names() {
        return runners.stream().map(StreamsRunner::name).toList();
    }

    /** Address of the read API. */
    public String readApi() {
        return "http://127.0.0.1:" + readApi.address().getPort();
    }

    /** Closes all side by side, as each waits for its own last transaction. */
    @Override
    public void close() {
        readApi.close();
        runners.parallelStream().forEach(StreamsRunner::close);
    }
}
