package io.verdict.streams;

import io.verdict.stack.SharedStack;
import io.verdict.streams.app.StreamsApp;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyDescription;

/** The real broker and registry with the platform's topics, for integration tests. */
final class Cluster implements AutoCloseable {

    private final ClusterConfig config;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Serializer<?>> serializers = new HashMap<>();

    Cluster() throws Exception {
        SharedStack stack = SharedStack.get();
        config = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        admin = Admin.create(ClientConfigs.admin(config));
        producer =
                new KafkaProducer<>(ClientConfigs.producer(config), new StringSerializer(), new ByteArraySerializer());
        createTopics();
    }

    ClusterConfig config() {
        return config;
    }

    private void createTopics() throws Exception {
        var existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (CatalogEntry topic : Topics.catalog()) {
            if (!existing.contains(topic.name())) {
                missing.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()));
            }
        }
        admin.createTopics(missing).all().get();
    }

    <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        byte[] bytes = serializer(topic).serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes), (sent, error) -> {
            if (error != null) {
                throw new IllegalStateException(error);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private <V extends SpecificRecord> Serializer<V> serializer(Topic<V> topic) {
        return (Serializer<V>) serializers.computeIfAbsent(
                topic.name(), name -> topic.serde(config.serdeConfig()).serializer());
    }

    void sendBytes(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    void flush() {
        producer.flush();
    }

    /**
     * Records of the topics that an app reads, those between its own hops included, that it has not committed; a topic
     * that it has not begun counts whole.
     */
    long lag(StreamsApp app, String group) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            List<String> inputs = inputs(app, group);
            var described = admin.describeTopics(inputs).allTopicNames().get();
            described.forEach((name, topic) -> topic.partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            var ends = admin.listOffsets(asked).all().get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - Optional.ofNullable(committed.get(end.getKey()))
                                    .map(OffsetAndMetadata::offset)
                                    .orElse(0L))
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> inputs(StreamsApp app, String group) {
        return app.topology(config.serdeConfig()).describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(source -> ((TopologyDescription.Source) source).topicSet().stream())
                .map(topic ->
                        Topics.all().stream().anyMatch(known -> known.name().equals(topic))
                                ? topic
                                : group + "-" + topic)
                .toList();
    }

    /** A consumer of everything that is committed to a topic. */
    <V extends SpecificRecord> KafkaConsumer<String, V> reader(Topic<V> topic) {
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(config),
                new StringDeserializer(),
                topic.serde(config.serdeConfig()).deserializer());
        assignAll(consumer, topic.name());
        return consumer;
    }

    /** Everything that is committed to a topic, as bytes. */
    List<ConsumerRecord<byte[], byte[]>> readBytes(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(config), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assignAll(consumer, topic);
            return drain(consumer);
        }
    }

    static <K, V> List<ConsumerRecord<K, V>> drain(KafkaConsumer<K, V> consumer) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    private static void assignAll(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
