package io.verdict.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A broker and a schema registry that were started together and go together.
 *
 * <p>All methods may be called from any thread.
 */
public final class Stack implements AutoCloseable {
    private final Broker broker;
    private final SchemaRegistryServer registry;

    private Stack(Broker broker, SchemaRegistryServer registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both side by side and returns when both are ready.
     *
     * @throws StackException what the part that did not start said; the other part is stopped again
     */
    public static Stack start(StackConfig config) {
        return start(() -> EmbeddedBroker.start(config.broker()), () -> SchemaRegistryServer.start(config.registry()));
    }

    /** Free ports, nothing kept: for tests. */
    public static Stack temporary() {
        return start(StackConfig.temporary());
    }

    static Stack start(Supplier<? extends Broker> brokers, Supplier<SchemaRegistryServer> registries) {
        CompletableFuture<SchemaRegistryServer> starting =
                CompletableFuture.supplyAsync(registries, task -> new Thread(task, "registry-start").start());
        Broker broker;
        try {
            broker = brokers.get();
        } catch (RuntimeException | Error e) {
            // Awaited, so that the directory is free again when the caller hears of the failure.
            starting.thenAccept(SchemaRegistryServer::close)
                    .exceptionally(alsoFailed -> {
                        e.addSuppressed(alsoFailed);
                        return null;
                    })
                    .join();
            throw e;
        }
        try {
            return new Stack(broker, starting.join());
        } catch (CompletionException e) {
            broker.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public Broker broker() {
        return broker;
    }

    public SchemaRegistryServer registry() {
        return registry;
    }

    /** Where Kafka clients connect, as {@code host:port}. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** What {@code schema.registry.url} wants. */
    public String registryUrl() {
        return registry.url();
    }

    /** Stops both. */
    @Override
    public void close() {
        try (registry) {
            broker.close();
        }
    }
}
