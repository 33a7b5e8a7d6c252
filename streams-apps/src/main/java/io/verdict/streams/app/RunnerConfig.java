package io.verdict.streams.app;

import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and how a Streams app runs; immutable.
 *
 * @param cluster brokers and schema registry
 * @param applicationId consumer group, and prefix of internal topics and transactional ids; another one starts over
 *     from offset 0
 * @param stateDirectory where stores lie; may be lost, they are rebuilt from the log
 * @param instanceId name of this process among those of the app, the same after a restart: the process then takes its
 *     partitions back at once, also after a kill, instead of waiting for the session timeout (KIP-345). Two processes
 *     with one name fence each other.
 * @param tuning Kafka Streams properties that differ from the platform's
 */
public record RunnerConfig(
        ClusterConfig cluster,
        String applicationId,
        Path stateDirectory,
        Optional<String> instanceId,
        Map<String, Object> tuning) {

    private static final Pattern INSTANCE = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public RunnerConfig {
        instanceId.filter(id -> !INSTANCE.matcher(id).matches()).ifPresent(id -> {
            throw new IllegalArgumentException("The instance is called '" + id
                    + "'; take 1 to 100 of the letters a to z and A to Z, digits, dot, underscore and hyphen.");
        });
        tuning = Map.copyOf(tuning);
    }

    /** The only process of the app, its state below a directory that the apps may share. */
    public static RunnerConfig single(ClusterConfig cluster, StreamsApp app, Path stateRoot) {
        return of(cluster, app, stateRoot, "single");
    }

    /**
     * One of several processes of the app, its state below a directory that the apps, but not the processes, may share.
     *
     * @param instanceId see {@link #instanceId}
     * @throws IllegalArgumentException for a name that Kafka does not take
     */
    public static RunnerConfig of(ClusterConfig cluster, StreamsApp app, Path stateRoot, String instanceId) {
        return new RunnerConfig(
                cluster, "verdict-" + app.name(), stateRoot.resolve(app.name()), Optional.of(instanceId), Map.of());
    }

    /** The same with another application id. */
    public RunnerConfig withApplicationId(String id) {
        return new RunnerConfig(cluster, id, stateDirectory, instanceId, tuning);
    }

    /** The same with another state directory. */
    public RunnerConfig withStateDirectory(Path directory) {
        return new RunnerConfig(cluster, applicationId, directory, instanceId, tuning);
    }

    /** The same with other Kafka Streams properties. */
    public RunnerConfig withTuning(Map<String, Object> properties) {
        return new RunnerConfig(cluster, applicationId, stateDirectory, instanceId, properties);
    }
}
