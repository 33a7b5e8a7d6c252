package io.verdict.launcher.cli;

import io.verdict.inference.ConsumerSettings;
import io.verdict.launcher.platform.Endpoints;
import io.verdict.launcher.platform.Home;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.ClusterSettings;
import io.verdict.topics.settings.SettingSources;
import io.verdict.topics.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
        return ClusterConfig.from(settings(Map.of(), Map.of()));
    }

    /** The same with another properties file. */
    ClusterConfig cluster(Path file) {
        return ClusterConfig.from(settings(Map.of(), Map.of(), Optional.of(file)));
    }

    /**
     * What was said about the cluster and the consumer; one file serves every command.
     *
     * @param flags a command's own flags, by key, only those that were given
     * @param fallbacks what a command takes where nobody says anything
     */
    Settings settings(Map<String, String> flags, Map<String, String> fallbacks) {
        return settings(flags, fallbacks, Optional.ofNullable(config));
    }

    private Settings settings(Map<String, String> flags, Map<String, String> fallbacks, Optional<Path> file) {
        Map<String, String> given = new LinkedHashMap<>(flags);
        putIfGiven(given, "bootstrap", bootstrap);
        putIfGiven(given, "registry", registry);
        Map<String, String> weakest = new LinkedHashMap<>(fallbacks);
        running().ifPresent(running -> {
            weakest.put("bootstrap", running.bootstrap());
            weakest.put("registry", running.registry());
        });
        SettingSources sources = SettingSources.of(given, System.getenv(), file).orElse(RUNNING, weakest);
        Settings settings = Settings.resolve(sources, List.of(ClusterSettings.GROUP, ConsumerSettings.GROUP));
        refuseNameless(settings);
        return settings;
    }

    /** Said here, because a broker that expects a name drops the connection of who gives none, and says nothing. */
    private void refuseNameless(Settings settings) {
        boolean signsIn = settings.passedThrough(ClusterSettings.GROUP).containsKey("security.protocol");
        String meant = settings.text(ClusterSettings.BOOTSTRAP);
        running()
                .filter(running ->
                        !signsIn && running.isSecure() && running.bootstrap().equals(meant))
                .ifPresent(running -> {
                    throw new WrongUseException("The platform at " + meant + " lets nobody in without a name. Say in"
                            + " which role you act: --config " + running.secrets()
                            + "/ROLE.properties, for example"
                            + " producer to publish, auditor to watch, ml-engineer for the quarantine,"
                            + " registry-gateway for models and rollouts, label-gateway for labels, trainer for runs, monitor for alarms,"
                            + " identity-admin for people, administrator for topics.");
                });
    }

    /** The platform that runs here, if any. */
    Optional<Endpoints> running() {
        return Endpoints.read(home());
    }

    Home home() {
        return new Home(data);
    }

    static void putIfGiven(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
