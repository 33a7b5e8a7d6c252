package io.verdict.launcher.bench;

import io.verdict.launcher.bench.ReplayCase.Event;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes a history that grows, in order, with the time stamps of its events. For one thread at a time. */
final class ReplayHistory implements AutoCloseable {

    private static final int BATCH_BYTES = 64 << 10;
    private static final int LINGER_MS = 20;

    private final LongFunction<List<Event>> events;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Serializer<SpecificRecord>> serializers = new HashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Deque<Event> next = new ArrayDeque<>();
    private long photo;
    private long written;

    ReplayHistory(ReplayCase of, ClusterConfig cluster) {
        this(of.inputs(), of.events(), cluster);
    }

    /** @param events what photo {@code index} leaves in the topics */
    ReplayHistory(List<Topic<?>> topics, LongFunction<List<Event>> events, ClusterConfig cluster) {
        this.events = events;
        Map<String, Object> config = ClientConfigs.producer(cluster);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        topics.forEach(topic -> serializers.put(topic.name(), serializer(topic, cluster)));
    }

    /** Goes on until that many events have been written since the beginning. */
    void growTo(long events) {
        while (written < events) {
            if (next.isEmpty()) {
                next.addAll(this.events.apply(photo++));
            }
            write(next.remove());
            written++;
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("The history could not be written", failure.get());
        }
    }

    private void write(Event event) {
        String topic = event.topic().name();
        byte[] value = serializers.get(topic).serialize(topic, event.value());
        producer.send(
                new ProducerRecord<>(topic, null, event.timestamp(), event.key(), value), (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    private static <V extends SpecificRecord> Serializer<SpecificRecord> serializer(
            Topic<V> topic, ClusterConfig cluster) {
        Serializer<V> serializer = topic.serde(cluster.serdeConfig()).serializer();
        return (name, value) -> serializer.serialize(name, topic.value().cast(value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
