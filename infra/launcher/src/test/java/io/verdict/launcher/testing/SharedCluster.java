package io.verdict.launcher.testing;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.platform.ShippedPlan;
import io.verdict.stack.SharedStack;
import io.verdict.topics.ClusterConfig;
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
        try (ObjectStore store = store()) {
            new ShippedPlan(cluster, store, Clock.systemUTC()).serveIfNothingIs(ShippedModel.load());
        }
        return cluster;
    }

    /** The object store of these tests: below the build directory, as a plan's artifact outlives a test class. */
    public static ObjectStore store() throws StoreException {
        return ObjectStores.open(storeUri(), StoreOptions.defaults());
    }

    public static String storeUri() {
        return Path.of("target", "it-objects").toAbsolutePath().toUri().toString();
    }
}
