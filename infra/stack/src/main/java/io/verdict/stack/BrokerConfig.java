package io.verdict.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one embedded broker is started with; immutable, changed by the {@code with} methods.
 *
 * @param host address to listen on and to advertise
 * @param port port for clients; 0 takes a free one
 * @param controllerPort port for the controller, which only the broker itself uses; 0 takes a free one
 * @param dataDirectory where the log lives; empty means a temporary directory that is deleted on close
 * @param clusterId the cluster that the directory must belong to, and that a new directory is made for; empty means
 *     that any will do and that a new one is invented
 * @param serverProperties Kafka server properties added to, and winning over, the stack's own, e.g. for SASL listeners
 * @param clientProperties Kafka client properties that a client needs to get in, used to see that the broker is up; not
 *     needed with access control
 * @param accessControl who may sign in; empty means that everybody may do everything. A data directory stays with or
 *     without it for ever
 */
public record BrokerConfig(
        String host,
        int port,
        int controllerPort,
        Optional<Path> dataDirectory,
        Optional<String> clusterId,
        Map<String, String> serverProperties,
        Map<String, String> clientProperties,
        Optional<AccessControl> accessControl) {

    public BrokerConfig {
        Objects.requireNonNull(host, "host");
        requirePort("port", port);
        requirePort("controllerPort", controllerPort);
        if (port != 0 && port == controllerPort) {
            throw new IllegalArgumentException(
                    "port and controllerPort are both " + port + "; give two different ones");
        }
        dataDirectory = dataDirectory.map(path -> path.toAbsolutePath().normalize());
        Objects.requireNonNull(clusterId, "clusterId");
        serverProperties = Map.copyOf(serverProperties);
        clientProperties = Map.copyOf(clientProperties);
        Objects.requireNonNull(accessControl, "accessControl");
    }

    /** A broker on free ports of 127.0.0.1 whose data goes when it is closed. */
    public static BrokerConfig temporary() {
        return new BrokerConfig(
                "127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    /** A broker on free ports of 127.0.0.1 that keeps its data in the given directory. */
    public static BrokerConfig in(Path dataDirectory) {
        return temporary().withDataDirectory(dataDirectory);
    }

    public BrokerConfig withHost(String newHost) {
        return new BrokerConfig(
                newHost,
                port,
                controllerPort,
                dataDirectory,
                clusterId,
                serverProperties,
                clientProperties,
                accessControl);
    }

    public BrokerConfig withPort(int newPort) {
        return new BrokerConfig(
                host,
                newPort,
                controllerPort,
                dataDirectory,
                clusterId,
                serverProperties,
                clientProperties,
                accessControl);
    }

    public BrokerConfig withControllerPort(int newPort) {
        return new BrokerConfig(
                host, port, newPort, dataDirectory, clusterId, serverProperties, clientProperties, accessControl);
    }

    public BrokerConfig withDataDirectory(Path directory) {
        return new BrokerConfig(
                host,
                port,
                controllerPort,
                Optional.of(directory),
                clusterId,
                serverProperties,
                clientProperties,
                accessControl);
    }

    public BrokerConfig withClusterId(String id) {
        return new BrokerConfig(
                host,
                port,
                controllerPort,
                dataDirectory,
                Optional.of(id),
                serverProperties,
                clientProperties,
                accessControl);
    }

    public BrokerConfig withServerProperties(Map<String, String> properties) {
        return new BrokerConfig(
                host, port, controllerPort, dataDirectory, clusterId, properties, clientProperties, accessControl);
    }

    public BrokerConfig withClientProperties(Map<String, String> properties) {
        return new BrokerConfig(
                host, port, controllerPort, dataDirectory, clusterId, serverProperties, properties, accessControl);
    }

    /** The same with the authorizer on, and these accounts. */
    public BrokerConfig withAccessControl(AccessControl access) {
        return new BrokerConfig(
                host,
                port,
                controllerPort,
                dataDirectory,
                clusterId,
                serverProperties,
                clientProperties,
                Optional.of(access));
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " is " + port + "; give 1 to 65535, or 0 for a free one");
        }
    }
}
