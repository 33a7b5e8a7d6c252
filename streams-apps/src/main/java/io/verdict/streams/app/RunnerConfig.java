package io.verdict.streams.app;

import io.verdict.topics.ClusterConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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

    public RunnerConfig {
        tuning = Map.copyOf(tuning);
    }

    /** One process per app, its state below a directory that the apps may share. */
    public static RunnerConfig single(ClusterConfig cluster, StreamsApp app, Path stateRoot) {
        return new RunnerConfig(
                cluster, "verdict-" + app.name(), stateRoot.resolve(app.name()), Optional.of("single"), Map.of());
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
