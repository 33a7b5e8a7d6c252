package io.verdict.stack;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a broker and a schema registry are started with together; immutable.
 *
 * @param broker the broker's part
 * @param registry the registry's part
 */
public record StackConfig(BrokerConfig broker, RegistryConfig registry) {

    public StackConfig {
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(registry, "registry");
    }

    /** Free ports of 127.0.0.1, nothing kept. */
    public static StackConfig temporary() {
        return new StackConfig(BrokerConfig.temporary(), RegistryConfig.inMemory());
    }

    /** Free ports of 127.0.0.1, data kept in {@code broker} and {@code registry} below the given directory. */
    public static StackConfig in(Path dataDirectory) {
        return new StackConfig(
                BrokerConfig.in(dataDirectory.resolve("broker")), RegistryConfig.in(dataDirectory.resolve("registry")));
    }

    public StackConfig withPorts(int brokerPort, int controllerPort, int registryPort) {
        return new StackConfig(
                broker.withPort(brokerPort).withControllerPort(controllerPort), registry.withPort(registryPort));
    }

    /** The same with the broker's authorizer on; the schema registry knows no users. */
    public StackConfig withAccessControl(AccessControl access) {
        return new StackConfig(broker.withAccessControl(access), registry);
    }
}
