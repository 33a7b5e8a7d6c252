package io.verdict.streams.app;

import io.verdict.avro.AvroSerde;
import io.verdict.topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Reads topics as streams, writes streams to topics, and declares stores, so that every node has a name, event time,
 * and the topic's own serde. For one topology; not safe for use by several threads.
 */
public final class LogStreams {

    private final StreamsBuilder builder;
    private final Map<String, ?> serdeConfig;

    public LogStreams(StreamsBuilder builder, Map<String, ?> serdeConfig) {
        this.builder = builder;
        this.serdeConfig = Map.copyOf(serdeConfig);
    }

    /** The topic's records, in event time. */
    public <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic) {
        return read(topic, new EventTime());
    }

    /** The topic's records, in this time. */
    public <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, TimestampExtractor time) {
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.String(), topic.serde(serdeConfig))
                        .withTimestampExtractor(time)
                        .withName("read-" + topic.name()));
    }

    /** Writes to the topic; the reason tells several writers of one topic apart. */
    public <V extends SpecificRecord> void write(KStream<String, V> stream, Topic<V> topic, String reason) {
        stream.to(
                topic.name(),
                Produced.with(Serdes.String(), topic.serde(serdeConfig))
                        .withName("write-" + topic.name() + "-" + reason));
    }

    /** Brings together the records with the same key. */
    public <V extends SpecificRecord> KStream<String, V> repartition(
            KStream<String, V> stream, Topic<V> like, String name) {
        return repartition(stream, like.serde(serdeConfig), like.partitions(), name);
    }

    /** The same for records that lie on no topic of the catalog. */
    public <V extends SpecificRecord> KStream<String, V> repartition(
            KStream<String, V> stream, Class<V> type, int partitions, String name) {
        return repartition(stream, AvroSerde.of(type, serdeConfig), partitions, name);
    }

    private static <V> KStream<String, V> repartition(
            KStream<String, V> stream, Serde<V> serde, int partitions, String name) {
        return stream.repartition(Repartitioned.<String, V>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(serde)
                .withNumberOfPartitions(partitions));
    }

    /** The latest record of each key, in the memory of every instance; for small topics that change rarely. */
    public <V extends SpecificRecord> void everywhere(Topic<V> topic, String store) {
        builder.globalTable(
                topic.name(),
                Consumed.with(Serdes.String(), topic.serde(serdeConfig))
                        .withTimestampExtractor(new EventTime())
                        .withName("read-" + topic.name()),
                Materialized.<String, V>as(Stores.inMemoryKeyValueStore(store))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(topic.serde(serdeConfig)));
    }

    /** A store of records by key, kept for ever; a commit writes each key that changed once. */
    public <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> records(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), AvroSerde.of(type, serdeConfig))
                .withCachingEnabled();
    }

    /** A store of text by key, kept for ever; a commit writes each key that changed once. */
    public StoreBuilder<KeyValueStore<String, String>> texts(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String())
                .withCachingEnabled();
    }

    /** A store of records by key and time, forgotten when the app's time has passed by the given memory. */
    public <V extends SpecificRecord> StoreBuilder<WindowStore<String, V>> recent(
            String name, Duration memory, Class<V> type) {
        Duration instant = Duration.ofMillis(1);
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, memory, instant, false),
                Serdes.String(),
                AvroSerde.of(type, serdeConfig));
    }
}
