package io.verdict.stack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One stack for all integration tests of a JVM: started by the first that asks, stopped when the JVM ends.
 *
 * <p>The broker is the embedded one, or one in a container where the system property {@value #PROPERTY} says
 * {@code containers}. Tests share topics, groups, transactional ids and subjects, so each uses names of its own. This
 * class alone holds static state: test classes have no common owner to hand the running stack from one to the next,
 * and starting one for each would cost seconds a class.
 */
public final class SharedStack {
    /** System property that says where tests find their broker: {@code embedded} (default) or {@code containers}. */
    public static final String PROPERTY = "verdict.test.broker";

    private SharedStack() {}

    /** Starts both parts side by side, if nobody has yet, and returns without waiting for them. */
    public static SharedStack get() {
        Registry.STARTING.isDone();
        Brokers.STARTING.isDone();
        return new SharedStack();
    }

    /** The shared broker alone, as {@code host:port}, for tests that need no registry. */
    public static String brokerOnly() {
        return join(Brokers.STARTING).bootstrap();
    }

    /** Where Kafka clients connect, as {@code host:port}; waits until the broker is ready. */
    public String bootstrap() {
        return join(Brokers.STARTING).bootstrap();
    }

    /** What {@code schema.registry.url} wants; waits until the registry is ready. */
    public String registryUrl() {
        return join(Registry.STARTING).url();
    }

    /** Starts the kind of broker that is asked for. */
    static Broker broker(String kind) {
        return switch (kind) {
            case "embedded" -> EmbeddedBroker.start(BrokerConfig.temporary());
            case "containers" -> containerBroker();
            default ->
                throw new StackException("-D" + PROPERTY + "=" + kind + " is unknown; give embedded or containers.");
        };
    }

    private static Broker containerBroker() {
        try {
            return ContainerBroker.start();
        } catch (NoClassDefFoundError e) {
            throw new StackException(
                    "Testcontainers is not on the class path (" + e.getMessage()
                            + " is missing). Build with -Pcontainers, which puts it there, or leave -D" + PROPERTY
                            + " away for the embedded broker.",
                    e);
        }
    }

    private static <T> T join(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw new StackException(
                    "The shared stack did not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static <T extends AutoCloseable> CompletableFuture<T> start(String name, Supplier<T> part) {
        CompletableFuture<T> starting =
                CompletableFuture.supplyAsync(part, task -> new Thread(task, name + "-start").start());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> starting.thenAccept(SharedStack::close), name + "-stop"));
        return starting;
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new StackException("A part of the shared stack did not stop: " + e.getMessage(), e);
        }
    }

    /* Holders, so that each part starts when it is first asked for. */

    private static final class Brokers {
        static final CompletableFuture<Broker> STARTING =
                start("shared-broker", () -> broker(System.getProperty(PROPERTY, "embedded")));
    }

    private static final class Registry {
        static final CompletableFuture<SchemaRegistryServer> STARTING =
                start("shared-registry", () -> SchemaRegistryServer.start(RegistryConfig.inMemory()));
    }
}
