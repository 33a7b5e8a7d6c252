package io.verdict.streams;

import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsProperties;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** An app in Kafka's topology test driver, with the properties that it runs under and a registry in memory. */
public final class AppDriver implements AutoCloseable {

    private final Map<String, String> serdeConfig;
    private final Path stateDirectory;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<String, ?>> inputs = new HashMap<>();
    private final Map<String, TestOutputTopic<String, ?>> outputs = new HashMap<>();

    public AppDriver(StreamsApp app) {
        this.stateDirectory = temporaryDirectory();
        ClusterConfig cluster = ClusterConfig.of("unused:9092", "mock://" + UUID.randomUUID());
        this.serdeConfig = cluster.serdeConfig();
        Properties properties = new Properties();
        // Under exactly-once the driver forgets what was sent before the first commit, dead letters among it.
        RunnerConfig config = RunnerConfig.single(cluster, app, stateDirectory)
                .withTuning(Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE));
        properties.putAll(StreamsProperties.of(config, app.pace()));
        this.driver = new TopologyTestDriver(app.topology(serdeConfig), properties, Samples.NOON);
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        send(topic, key, value, Samples.NOON);
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Instant recordTime) {
        input(topic).pipeInput(key, value, recordTime);
    }

    public void sendBytes(Topic<?> topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value, Samples.NOON);
    }

    /** Lets the clock go on, which apps may notice but not decide by. */
    public void letTimePass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Everything written to the topic since it was last asked. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return output(topic).readValuesToList();
    }

    public <V extends SpecificRecord> List<KeyValue<String, V>> readWithKeys(Topic<V> topic) {
        return output(topic).readKeyValuesToList();
    }

    public List<TestRecord<byte[], byte[]>> readBytes(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    public <V> Map<String, V> store(String name) {
        Map<String, V> content = new TreeMap<>();
        try (KeyValueIterator<String, V> all =
                driver.<String, V>getKeyValueStore(name).all()) {
            all.forEachRemaining(entry -> content.put(entry.key, entry.value));
        }
        return content;
    }

    /** Writes to a store, as an earlier version of the app could have. */
    public <V> void keep(String store, String key, V value) {
        driver.<String, V>getKeyValueStore(store).put(key, value);
    }

    public long recentCount(String name) {
        long count = 0;
        try (KeyValueIterator<?, ?> all = driver.getWindowStore(name).all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        driver.close();
        delete(stateDirectory);
    }

    @SuppressWarnings("unchecked")
    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return (TestInputTopic<String, V>) inputs.computeIfAbsent(
                topic.name(),
                name -> driver.createInputTopic(
                        name, new StringSerializer(), topic.serde(serdeConfig).serializer()));
    }

    @SuppressWarnings("unchecked")
    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return (TestOutputTopic<String, V>) outputs.computeIfAbsent(
                topic.name(),
                name -> driver.createOutputTopic(
                        name, new StringDeserializer(), topic.serde(serdeConfig).deserializer()));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("streams-app");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
