package io.verdict.launcher.testing;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.platform.ShippedRegistration;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.stack.SharedStack;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Broker, registry, topics and the shipped model's plan, for the test classes of one JVM that bring apps and consumers of
 * their own. They share the topics, so each keeps to listings of its own.
 */
public final class SharedCluster {

    private SharedCluster() {}

    /** The cluster, with what is missing made. */
    public static ClusterConfig ready() throws StoreException {
        SharedStack stack = SharedStack.get();
        ClusterConfig cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        Cli.Answer applied =
                new Cli("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry()).run("topics", "apply");
        if (applied.code() != 0) {
            throw new IllegalStateException(applied.out() + applied.err());
        }
        if (ModelArchive.read(cluster, AsOf.now()).models().isEmpty()) {
            register(cluster);
        }
        return cluster;
    }

    /** The registry app runs for as long as it takes to bring the model into service. */
    private static void register(ClusterConfig cluster) throws StoreException {
        StreamsApp app = RegistryApp.create();
        // A folder of its own: the state of an earlier build belongs to a log that is gone.
        Path state = Path.of("target", "it-registry-" + ProcessHandle.current().pid());
        RunnerConfig config = RunnerConfig.single(cluster, app, state);
        try (ObjectStore store = store();
                StreamsRunner registry = new StreamsRunner(app, config, Clock.systemUTC());
                Facts plans = Facts.of(cluster, Topics.SERVING)) {
            registry.start();
            new ShippedRegistration(cluster, store, Clock.systemUTC()).serveIfNothingIs(ShippedModel.load());
            plans.await("a plan", seen -> !seen.records().isEmpty());
        }
    }

    /** The object store of these tests: below the build directory, as a plan's artifact outlives a test class. */
    public static ObjectStore store() throws StoreException {
        return ObjectStores.open(storeUri(), StoreOptions.defaults());
    }

    public static String storeUri() {
        return Path.of("target", "it-objects").toAbsolutePath().toUri().toString();
    }
}
