package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.RawImage;
import io.verdict.stack.SharedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.Arbitrary;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** With another vendor's serde on the other end, which knows nothing but the registry's URL. */
class InteroperabilityIT {

    private static final int SAMPLES = 25;

    private final String topic = "interoperability-" + UUID.randomUUID();
    private final String registryUrl = SharedStack.get().registryUrl();

    @Test
    void shouldWriteWhatTheOtherReads() {
        Serializer<DetectionCompleted> ours =
                AvroSerde.of(DetectionCompleted.class, our()).serializer();
        try (Deserializer<DetectionCompleted> theirs = new AvroKafkaDeserializer<>()) {
            theirs.configure(their(Map.of("apicurio.registry.use-specific-avro-reader", "true")), false);

            for (DetectionCompleted decision : decisions()) {
                byte[] bytes = ours.serialize(topic, new RecordHeaders(), decision);
                assertThat(theirs.deserialize(topic, new RecordHeaders(), bytes))
                        .isEqualTo(decision);
            }
        }
    }

    @Test
    void shouldWriteWhatTheOtherReadsWithoutOurClasses() {
        Serializer<DetectionCompleted> ours =
                AvroSerde.of(DetectionCompleted.class, our()).serializer();
        try (Deserializer<GenericRecord> theirs = new AvroKafkaDeserializer<>()) {
            theirs.configure(their(Map.of()), false);
            DetectionCompleted decision = decisions().get(0);

            GenericRecord read = theirs.deserialize(topic, new RecordHeaders(), ours.serialize(topic, decision));

            assertThat(read.get("imageId")).hasToString(decision.getImageId());
            assertThat(((List<?>) read.get("detections"))).hasSameSizeAs(decision.getDetections());
        }
    }

    @Test
    void shouldReadWhatTheOtherWrites() {
        Deserializer<DetectionCompleted> ours =
                AvroSerde.of(DetectionCompleted.class, our()).deserializer();
        try (Serializer<DetectionCompleted> theirs = new AvroKafkaSerializer<>()) {
            theirs.configure(their(Map.of()), false);

            for (DetectionCompleted decision : decisions()) {
                byte[] bytes = theirs.serialize(topic, new RecordHeaders(), decision);
                assertThat(ours.deserialize(topic, bytes)).isEqualTo(decision);
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesAsTheOtherWhereItDoesNotSplitTheSchema() {
        DetectionCompleted decision = decisions().get(0);
        byte[] ours = AvroSerde.of(DetectionCompleted.class, our()).serializer().serialize(topic, decision);
        try (Serializer<DetectionCompleted> theirs = new AvroKafkaSerializer<>()) {
            theirs.configure(their(Map.of("apicurio.registry.dereference-schema", "true")), false);

            assertThat(theirs.serialize(topic, new RecordHeaders(), decision)).isEqualTo(ours);
        }
    }

    @Test
    void shouldStandInForEachOtherByConfiguration() {
        Map<String, Object> config = new HashMap<>(their(Map.of("apicurio.registry.use-specific-avro-reader", "true")));
        config.put("verdict.serde", io.apicurio.registry.serde.avro.AvroSerde.class.getName());
        AvroSerde<RawImage> chosen = AvroSerde.of(RawImage.class, config);
        RawImage image = AvroSerdeTest.rawImage();

        byte[] bytes = chosen.serializer().serialize(topic, new RecordHeaders(), image);

        assertThat(chosen.deserializer().deserialize(topic, new RecordHeaders(), bytes))
                .isEqualTo(image);
        assertThat(AvroSerde.of(RawImage.class, our()).deserializer().deserialize(topic, bytes))
                .isEqualTo(image);
    }

    @Test
    void shouldTravelThroughABrokerByClassName() throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SharedStack.get().bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        Map<String, Object> config = new HashMap<>(our());
        config.put("bootstrap.servers", SharedStack.get().bootstrap());
        config.put("specific.avro.reader", "true");
        config.put("key.serializer", StringSerializer.class.getName());
        config.put("value.serializer", AvroSerializer.class.getName());
        config.put("key.deserializer", StringDeserializer.class.getName());
        config.put("value.deserializer", AvroDeserializer.class.getName());
        List<DetectionCompleted> decisions = decisions();

        try (KafkaProducer<String, DetectionCompleted> producer = new KafkaProducer<>(config)) {
            for (DetectionCompleted decision : decisions) {
                producer.send(new ProducerRecord<>(topic, 0, "listing", decision))
                        .get();
            }
            producer.send(new ProducerRecord<>(topic, 0, "listing", null)).get();
        }
        try (KafkaConsumer<String, DetectionCompleted> consumer = new KafkaConsumer<>(config)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<DetectionCompleted> read = new ArrayList<>();
            while (read.size() < decisions.size() + 1) {
                for (ConsumerRecord<String, DetectionCompleted> next : consumer.poll(Duration.ofSeconds(10))) {
                    read.add(next.value());
                }
            }
            assertThat(read.subList(0, decisions.size())).isEqualTo(decisions);
            assertThat(read.get(decisions.size())).isNull();
        }
    }

    private static List<DetectionCompleted> decisions() {
        Arbitrary<SpecificRecord> any = RecordArbitraries.record(DetectionCompleted.getClassSchema());
        return any.sampleStream()
                .limit(SAMPLES)
                .map(DetectionCompleted.class::cast)
                .toList();
    }

    private Map<String, Object> our() {
        return Map.of("schema.registry.url", registryUrl);
    }

    private Map<String, Object> their(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("apicurio.registry.url", registryUrl.replace("/apis/ccompat/v7", "/apis/registry/v3"));
        config.put("apicurio.registry.auto-register", "true");
        config.put("apicurio.registry.headers.enabled", "false");
        return config;
    }
}
