package io.verdict.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.utils.Exit;

/**
 * A real Kafka broker (KRaft, combined with its controller) in this process.
 *
 * <p>Each instance runs once: {@link #start} gives a running one, {@link #close()} ends it. Every acknowledged record
 * survives the death of the process, and the next start on the same directory recovers it. When its disk fails or is
 * full, Kafka halts the process with status 1. All methods may be called from any thread.
 */
public final class EmbeddedBroker implements Broker {
    private static final int DESCRIBE_TIMEOUT_S = 60;
    private static final int USERS_TIMEOUT_S = 10;
    private static final long LOOK_AGAIN_MS = 20;

    private final DataDirectory directory;
    private final KafkaServer server;
    private final String bootstrap;
    private final String clusterId;
    private boolean closed;

    private EmbeddedBroker(DataDirectory directory, KafkaServer server, String bootstrap, String clusterId) {
        this.directory = directory;
        this.server = server;
        this.bootstrap = bootstrap;
        this.clusterId = clusterId;
    }

    /**
     * Starts a broker and returns when a client can describe the cluster.
     *
     * @throws StackException when the data directory is held by another process, belongs to another cluster or has a
     *     format of another age, when a port is taken, or when Kafka refuses to start
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        // Kafka ends the process when its log directory fails; somebody must say why. The setting is Kafka's own, and
        // every start makes it the same.
        Exit.setHaltProcedure(EmbeddedBroker::halt);
        DataDirectory directory = DataDirectory.open(config.dataDirectory(), "broker");
        try {
            EmbeddedBroker broker = startIn(directory, config);
            try {
                broker.awaitUp(config);
                return broker;
            } catch (RuntimeException e) {
                broker.server.shutdown();
                throw e;
            }
        } catch (StackException e) {
            directory.close();
            throw e;
        } catch (Exception | InternalError e) {
            // Scala code throws checked exceptions without saying so; a full disk makes a memory-mapped index throw an
            // InternalError.
            directory.close();
            throw new StackException(
                    "The broker on data directory " + directory.path() + " did not start: " + rootMessage(e)
                            + ". Put right what this names, and see to the disk's free space; Kafka's own log says"
                            + " more.",
                    e);
        }
    }

    @Override
    public String bootstrap() {
        return bootstrap;
    }

    public String clusterId() {
        return clusterId;
    }

    /** Where the broker keeps its log; gone after {@link #close()} if it was temporary. */
    public Path dataDirectory() {
        return directory.path();
    }

    @Override
    public Optional<Throwable> fault() {
        return server.fault();
    }

    /** Stops the broker, gives its directory back, and deletes the directory if it was temporary. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
        } finally {
            directory.close();
        }
    }

    private static EmbeddedBroker startIn(DataDirectory directory, BrokerConfig config) {
        try (BoundSockets sockets = new BoundSockets(config.host())) {
            int port = sockets.bind(config.port(), "broker");
            int controllerPort = sockets.bind(config.controllerPort(), "broker's controller");
            Optional<InnerListener> inner = config.accessControl()
                    .map(access -> InnerListener.on(config.host(), sockets.bind(0, "broker's own listener")));
            LogStorage storage = new LogStorage(directory.path(), inner.isPresent());
            Properties properties = BrokerProperties.of(config, port, controllerPort, storage.directory(), inner);
            KafkaConfig checked = new KafkaConfig(properties, false);
            String clusterId = storage.prepare(config.clusterId(), properties);
            KafkaServer server = started(checked, sockets);
            try {
                inner.ifPresent(own -> ScramUsers.set(config.accessControl().orElseThrow(), own.clientProperties()));
            } catch (StackException e) {
                server.shutdown();
                throw e;
            }
            return new EmbeddedBroker(directory, server, config.host() + ":" + port, clusterId);
        }
    }

    private static KafkaServer started(KafkaConfig config, BoundSockets sockets) {
        KafkaServer server = new KafkaServer(config, sockets);
        try {
            server.startup();
            return server;
        } catch (Exception | InternalError e) {
            server.shutdown();
            throw e;
        }
    }

    private void awaitUp(BrokerConfig config) {
        Map<String, Object> properties = new HashMap<>(config.accessControl()
                .map(access -> AccessControl.clientProperties(access.administrator()))
                .orElse(config.clientProperties()));
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        // The broker hears of its users a moment after the controller has taken them.
        int patience = config.accessControl().isPresent() ? USERS_TIMEOUT_S : 0;
        try {
            describe(properties, System.nanoTime() + TimeUnit.SECONDS.toNanos(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for the broker at " + bootstrap, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException(
                    "The broker at " + bootstrap + " started, but a client cannot describe the cluster: "
                            + rootMessage(e) + ". See to the client properties that it was given.",
                    e);
        }
    }

    private static void describe(Map<String, Object> properties, long letInBy)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            try (Admin admin = Admin.create(properties)) {
                admin.describeCluster().nodes().get(DESCRIBE_TIMEOUT_S, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException) || System.nanoTime() > letInBy) {
                    throw e;
                }
                Thread.sleep(LOOK_AGAIN_MS);
            }
        }
    }

    private static void halt(int status, String message) {
        System.err.println("Kafka has stopped this process because a log directory of its broker failed, most often by"
                + " a full disk: see the errors above. Free some space and start again; nothing acknowledged is lost.");
        Runtime.getRuntime().halt(status);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
