package io.verdict.streams.app;

import io.verdict.topics.ClientConfigs;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams properties of an app: those of all clients of the platform, those of all apps, its own. */
public final class StreamsProperties {

    private static final String MAIN_CONSUMER_INSTANCE = "main.consumer.group.instance.id";

    private StreamsProperties() {}

    /** A new map, for the caller to keep. */
    public static Map<String, Object> of(RunnerConfig config, Pace pace) {
        Map<String, Object> properties =
                new HashMap<>(ClientConfigs.streams(config.cluster(), config.applicationId(), config.stateDirectory()));
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Wait for records that are there and not for records that may come: inputs are merged in event time as far
        // as it costs no latency.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        properties.putAll(pace.properties());
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnusableRecords.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.instanceId().ifPresent(id -> properties.put(MAIN_CONSUMER_INSTANCE, config.applicationId() + "-" + id));
        properties.putAll(config.tuning());
        return properties;
    }
}
