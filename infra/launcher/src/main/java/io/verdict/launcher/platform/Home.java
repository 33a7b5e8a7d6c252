package io.verdict.launcher.platform;

import java.nio.file.Path;

/**
 * Where a running platform keeps its data.
 *
 * @param root the data directory
 */
public record Home(Path root) {

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path broker() {
        return root.resolve("broker");
    }

    public Path registry() {
        return root.resolve("registry");
    }

    /** State of the Streams apps: disposable, rebuilt from the log. */
    public Path state() {
        return root.resolve("state");
    }

    public Path objects() {
        return root.resolve("objects");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Passwords of a platform with access control, one properties file for each role. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Addresses of the parts that run here; present while they do. */
    public Path endpoints() {
        return root.resolve("endpoints.properties");
    }
}
