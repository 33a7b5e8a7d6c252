package io.verdict.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one schema registry is started with; immutable, changed by the {@code with} methods.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param dataDirectory where the schemas live; empty means in memory, gone on close
 * @param properties Apicurio or Quarkus properties added to, and winning over, the stack's own
 */
public record RegistryConfig(String host, int port, Optional<Path> dataDirectory, Map<String, String> properties) {

    public RegistryConfig {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; give 1 to 65535, or 0 for a free one");
        }
        dataDirectory = dataDirectory.map(path -> path.toAbsolutePath().normalize());
        properties = Map.copyOf(properties);
    }

    /** A registry on a free port of 127.0.0.1 that forgets everything on close. */
    public static RegistryConfig inMemory() {
        return new RegistryConfig("127.0.0.1", 0, Optional.empty(), Map.of());
    }

    /** A registry on a free port of 127.0.0.1 that keeps its schemas in the given directory. */
    public static RegistryConfig in(Path dataDirectory) {
        return new RegistryConfig("127.0.0.1", 0, Optional.of(dataDirectory), Map.of());
    }

    public RegistryConfig withHost(String newHost) {
        return new RegistryConfig(newHost, port, dataDirectory, properties);
    }

    public RegistryConfig withPort(int newPort) {
        return new RegistryConfig(host, newPort, dataDirectory, properties);
    }

    public RegistryConfig withProperties(Map<String, String> newProperties) {
        return new RegistryConfig(host, port, dataDirectory, newProperties);
    }
}
