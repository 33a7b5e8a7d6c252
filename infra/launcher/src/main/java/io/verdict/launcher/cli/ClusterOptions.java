package io.verdict.launcher.cli;

import io.verdict.launcher.platform.Endpoints;
import io.verdict.launcher.platform.Home;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.settings.SettingSources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which cluster a command works against: flag, environment ({@code VERDICT_*}), properties file, the platform that runs
 * here, default; the first that says something wins.
 */
final class ClusterOptions {

    private static final String RUNNING = "platform running here";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers. Default: those of the platform that runs here, else localhost:9092.")
    String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry with Confluent's API. Default: that of the platform that runs here.")
    String registry;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with more about the cluster: security.*, sasl.*, ssl.*, basic.auth.* …")
    Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of the platform that runs here. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:verdict.home:-.}/.verdict/data")
    Path data;

    /** The cluster that was meant. */
    ClusterConfig cluster() {
        Map<String, String> flags = new LinkedHashMap<>();
        putIfGiven(flags, "bootstrap", bootstrap);
        putIfGiven(flags, "registry", registry);
        SettingSources sources = SettingSources.of(flags, System.getenv(), Optional.ofNullable(config));
        Optional<Endpoints> running = running();
        return ClusterConfig.from(
                running.isEmpty()
                        ? sources
                        : sources.orElse(
                                RUNNING,
                                Map.of(
                                        "bootstrap",
                                        running.get().bootstrap(),
                                        "registry",
                                        running.get().registry())));
    }

    /** The platform that runs here, if any. */
    Optional<Endpoints> running() {
        return Endpoints.read(home());
    }

    Home home() {
        return new Home(data);
    }

    private static void putIfGiven(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
