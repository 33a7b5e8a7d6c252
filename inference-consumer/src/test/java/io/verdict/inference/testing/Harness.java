package io.verdict.inference.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.AvroSerde;
import io.verdict.avro.Envelope;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageFormat;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelEvent;
import io.verdict.events.Photo;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionApproved;
import io.verdict.inference.InferenceConfig;
import io.verdict.inference.InferenceConfig.Membership;
import io.verdict.inference.InferenceConsumer;
import io.verdict.inference.InferenceFailedException;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.stack.SharedStack;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One test's part of the shared stack: a group of its own that begins at today's end of the topics, a model of its own,
 * and readers that see what other readers of the log would see, from that end on.
 */
public final class Harness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();

    private final ClusterConfig cluster;
    private final String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    private final FakeStore store = new FakeStore();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Map<TopicPartition, Long> begin = new HashMap<>();
    private final List<InferenceConsumer> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<InferenceConsumer, String> failed = new ConcurrentHashMap<>();
    private final List<String> published = new CopyOnWriteArrayList<>();

    public Harness() {
        SharedStack stack = SharedStack.get();
        cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        admin = Admin.create(ClientConfigs.admin(cluster));
        producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster), new ByteArraySerializer(), new ByteArraySerializer());
        for (CatalogEntry topic : Topics.catalog()) {
            create(topic);
        }
        for (CatalogEntry topic : Topics.catalog()) {
            // A topic that was created is not known everywhere at once.
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> begin.putAll(ends(topic)));
        }
        for (String group : List.of(name, name + "-shadow")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            begin.forEach((partition, end) -> {
                if (partition.topic().equals(Topics.IMAGES.name())) {
                    offsets.put(partition, new OffsetAndMetadata(end));
                }
            });
            join(admin.alterConsumerGroupOffsets(group, offsets).all());
        }
    }

    public FakeStore store() {
        return store;
    }

    public ClusterConfig cluster() {
        return cluster;
    }

    public String model() {
        return name;
    }

    public Admin admin() {
        return admin;
    }

    /** Small bounds, short deadlines, one model. */
    public InferenceConfig config(String instance) {
        InferenceConfig config = InferenceConfig.of(cluster, new Membership(name, Optional.of(instance)), Set.of(name))
                .withoutPredictions();
        return config.withLoop(config.loop().withStopWithin(Duration.ofSeconds(10)));
    }

    public InferenceConsumer start(String instance) {
        return start(config(instance));
    }

    public InferenceConsumer start(InferenceConfig config) {
        return start(new InferenceConsumer(config, store, CLOCK));
    }

    public InferenceConsumer start(InferenceConsumer consumer) {
        consumers.add(consumer);
        Thread thread = new Thread(() -> runToItsEnd(consumer), "consumer-" + consumers.size());
        threads.add(thread);
        thread.start();
        return consumer;
    }

    /** Puts the graph into the store and in service as the only version. */
    public ServingPlan serve(String version, byte[] graph) {
        return publish(plan("rollout-" + version, arm(Arm.CHAMPION, version, graph, 10_000)));
    }

    /** The same for another model. */
    public ServingPlan serve(String model, String version, byte[] graph) {
        ServingArm arm = arm(model, Arm.CHAMPION, version, graph, 10_000);
        return publish(
                new ServingPlan(Envelope.fresh(CLOCK, "registry"), model, "rollout-" + version, List.of(arm), null));
    }

    public ServingPlan plan(String rollout, ServingArm... arms) {
        return new ServingPlan(Envelope.fresh(CLOCK, "registry"), name, rollout, List.of(arms), null);
    }

    public ServingArm arm(Arm arm, String version, byte[] graph, int share) {
        return arm(name, arm, version, graph, share);
    }

    private ServingArm arm(String model, Arm arm, String version, byte[] graph, int share) {
        String uri = "mem:" + model + "/" + version;
        store.put(uri, graph);
        String sha256 = ImageFetcher.sha256(graph);
        return new ServingArm(
                arm,
                version,
                new Approval(
                        "mia",
                        fact(
                                model,
                                new VersionApproved(
                                        version, "evaluation", List.of("mia"), "declared", sha256, null, null))),
                uri,
                sha256,
                TestGraphs.spec(model, version).toJson(),
                new Thresholds(0.1f, 0.5f, 10),
                share);
    }

    /** Has the registry's log say that the version is approved; returns where. */
    public LogPosition approve(String version, String sha256) {
        return fact(new VersionApproved(version, "evaluation", List.of("mia"), "declared", sha256, null, null));
    }

    /** Writes a fact about the model, as the registry would; returns where it lies. */
    public LogPosition fact(Object fact) {
        return fact(name, fact);
    }

    private LogPosition fact(String model, Object fact) {
        ModelEvent event = new ModelEvent(Envelope.fresh(CLOCK, "registry"), model, 1L, fact);
        try (AvroSerde<ModelEvent> serde = AvroSerde.of(ModelEvent.class, cluster.serdeConfig())) {
            RecordMetadata written = producer.send(new ProducerRecord<>(
                            Topics.MODELS.name(),
                            model.getBytes(),
                            serde.serializer().serialize(Topics.MODELS.name(), event)))
                    .get();
            return Envelope.position(written.topic(), written.partition(), written.offset(), event.getMeta());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public ServingPlan publish(ServingPlan plan) {
        send(Topics.SERVING, plan.getModel(), plan);
        return plan;
    }

    /** Stores a picture and has it accepted. */
    public Photo accept(byte[] bytes) {
        return accept(bytes, ImageFetcher.sha256(bytes), bytes.length, true);
    }

    /** Stores a picture and has it accepted, from this source. */
    public Photo acceptFrom(String source, byte[] bytes) {
        return accept(source, bytes, ImageFetcher.sha256(bytes), bytes.length, true);
    }

    /** Has a photo accepted whose object is as said. */
    public Photo accept(byte[] bytes, String sha256, long size, boolean stored) {
        return accept("app", bytes, sha256, size, stored);
    }

    private Photo accept(String source, byte[] bytes, String sha256, long size, boolean stored) {
        String id = UUID.randomUUID().toString();
        String uri = "mem:" + id;
        if (stored) {
            store.put(uri, bytes);
        }
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MICROS);
        Photo photo = new Photo(
                id,
                "listing-" + (published.size() % 7),
                source,
                "ada",
                "ap-south-1",
                now,
                new StoredObject(uri, null, sha256, "0".repeat(32), size),
                ImageFormat.JPEG,
                160,
                120,
                1,
                null,
                null);
        published.add(id);
        send(Topics.IMAGES, photo.getListingId(), new ImageAccepted(Envelope.fresh(CLOCK, "curation"), photo, false));
        return photo;
    }

    public void sendRaw(String topic, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        try (AvroSerde<V> serde = AvroSerde.of(topic.value(), cluster.serdeConfig())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic.name(), key.getBytes(), serde.serializer().serialize(topic.name(), value));
            record.headers().add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes());
            producer.send(record);
        }
    }

    public void flush() {
        producer.flush();
    }

    public List<DetectionCompleted> decisions() {
        return read(Topics.DETECTIONS).stream()
                .filter(decision -> published.contains(decision.getImageId()))
                .toList();
    }

    public List<DetectionCompleted> shadowDecisions() {
        return read(Topics.SHADOW_DETECTIONS).stream()
                .filter(decision -> published.contains(decision.getImageId()))
                .toList();
    }

    public List<DetectionFailed> failures() {
        return read(Topics.DETECTION_FAILURES).stream()
                .filter(failure -> published.contains(failure.getImageId()))
                .toList();
    }

    public List<ImageFeatures> features() {
        return read(Topics.IMAGE_FEATURES).stream()
                .filter(features -> published.contains(features.getImageId()))
                .toList();
    }

    /** Waits until every accepted photo has a decision or a failure, and asserts that it has exactly one. */
    public List<DetectionCompleted> awaitAllAnsweredOnce() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> answered().size() >= published.size());
        List<String> answered = answered();
        assertThat(answered).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(published);
        return decisions();
    }

    public List<String> published() {
        return published;
    }

    private List<String> answered() {
        List<String> ids =
                decisions().stream().map(DetectionCompleted::getImageId).collect(Collectors.toList());
        failures().stream()
                .filter(failure -> failure.getArm() != Arm.SHADOW)
                .map(DetectionFailed::getImageId)
                .forEach(ids::add);
        return ids;
    }

    /** Everything that a reader of committed records sees in the topic since this test began. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        try (AvroSerde<V> serde = AvroSerde.of(topic.value(), cluster.serdeConfig())) {
            return records(topic.name()).stream()
                    .map(record -> serde.deserializer().deserialize(topic.name(), record.value()))
                    .toList();
        }
    }

    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(cluster), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    begin.keySet().stream().filter(p -> p.topic().equals(topic)).toList();
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, begin.get(partition)));
            // The end that readers of committed records may see: the last stable offset.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Why the consumer has ended by itself; waits for it to end. */
    public String failure(InferenceConsumer consumer) {
        await().atMost(PATIENCE).until(() -> failed.containsKey(consumer));
        return failed.get(consumer);
    }

    private void runToItsEnd(InferenceConsumer consumer) {
        try {
            consumer.run();
        } catch (InferenceFailedException e) {
            failed.put(consumer, e.getMessage());
        }
    }

    public void stop(InferenceConsumer consumer) {
        int index = consumers.indexOf(consumer);
        consumer.close();
        try {
            threads.get(index).join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(threads.get(index).isAlive()).isFalse();
    }

    @Override
    public void close() {
        consumers.forEach(InferenceConsumer::close);
        producer.close();
        admin.close();
    }

    private void create(CatalogEntry topic) {
        NewTopic fresh = new NewTopic(topic.name(), topic.partitions(), (short) 1)
                .configs(topic.storage().config());
        try {
            admin.createTopics(List.of(fresh)).all().get();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(TopicExistsException.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> ends(CatalogEntry topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        join(admin.listOffsets(latest).all()).forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private static <T> T join(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
