package io.verdict.topics.plan;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each role gets when it tries to write and to read every topic that there is (SEC-1), on a real broker. */
class RoleAccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] BYTES = {1};
    /** As the registry app makes it for its state. Whoever could write it could make the app believe anything. */
    private static final String CHANGELOG = Role.REGISTRY_APP.clientPrefix() + "-models-changelog";

    private static final List<String> TOPICS = Stream.concat(
                    Topics.catalog().stream().map(CatalogEntry::name), Stream.of(CHANGELOG))
            .toList();
    private static final Map<Role, Set<String>> WRITTEN = new EnumMap<>(Role.class);
    private static final Map<Role, Set<String>> READ = new EnumMap<>(Role.class);

    private static AccessBroker broker;

    @BeforeAll
    static void letEverybodyTryEverything() throws Exception {
        broker = AccessBroker.start();
        try (Admin admin = Admin.create(ClientConfigs.admin(as(Role.REGISTRY_APP)))) {
            admin.createTopics(List.of(new NewTopic(CHANGELOG, 1, (short) 1)))
                    .all()
                    .get();
        }
        assertThat(written(broker.as(AccessBroker.ADMINISTRATOR)))
                .as("there is a record to read in each topic")
                .containsExactlyInAnyOrderElementsOf(TOPICS);
        for (Role role : Role.values()) {
            WRITTEN.put(role, written(as(role)));
            READ.put(role, read(as(role)));
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldWriteWhatTheCatalogGrantsAndNothingElse(Role role) {
        assertThat(WRITTEN.get(role))
                .isEqualTo(granted(role, entry -> entry.writers().contains(role)));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldReadWhatTheCatalogGrantsAndNothingElse(Role role) {
        Set<String> granted = role == Role.AUDITOR
                ? new TreeSet<>(TOPICS)
                : granted(role, entry -> entry.readers().contains(role));
        assertThat(READ.get(role)).isEqualTo(granted);
    }

    /** Not from the catalog, so that a slip there shows. */
    @Test
    void shouldLetOneHandEachWriteWhatDecidesAboutModels() {
        assertThat(whoWrites(Topics.MODEL_COMMANDS)).containsExactly(Role.REGISTRY_GATEWAY);
        assertThat(whoWrites(Topics.MODELS)).containsExactly(Role.REGISTRY_APP);
        assertThat(whoWrites(Topics.MODELS_VIEW)).containsExactly(Role.REGISTRY_APP);
        assertThat(whoWrites(Topics.MODEL_VERSIONS_VIEW)).containsExactly(Role.REGISTRY_APP);
        assertThat(whoWrites(Topics.SERVING)).containsExactly(Role.REGISTRY_APP);
        assertThat(whoWrites(Topics.TRAINING_REQUESTS)).containsExactly(Role.TRIGGERS_APP);
        assertThat(whoWrites(Topics.TRAINING_TICKS)).containsExactly(Role.TRIGGERS_APP);
        assertThat(whoWrites(Topics.ALARMS)).containsExactly(Role.MONITOR);
        assertThat(whoWrites(Topics.TRAINING_COMMANDS)).containsExactly(Role.TRAINER);
        assertThat(whoWrites(Topics.RUNS)).containsExactly(Role.TRAINER);
        assertThat(whoWrites(Topics.IDENTITIES)).containsExactly(Role.IDENTITY_ADMIN);
        assertThat(whoWrites(Topics.ROLLOUT_HEALTH)).containsExactly(Role.ROLLOUT_APP);
        assertThat(whoWrites(Topics.DETECTIONS)).containsExactly(Role.INFERENCE_CONSUMER);
        assertThat(whoWrites(Topics.PRICE_ADJUSTMENTS)).containsExactly(Role.PRICING_APP);
        assertThat(whoWrites(Topics.IMAGES)).containsExactly(Role.CURATION_APP);
        assertThat(whoWrites(Topics.QUARANTINE)).containsExactly(Role.CURATION_APP);
        assertThat(whoWrites(Topics.DATASETS)).containsExactly(Role.DATASET_BUILDER);
        assertThat(whoWrites(Topics.LABEL_COMMANDS)).containsExactly(Role.LABEL_GATEWAY);
        assertThat(whoWrites(Topics.LABELS)).containsExactly(Role.LABELS_APP);
    }

    @Test
    void shouldLetPeopleWriteNoFactsButUploadsAndFeatures() {
        assertThat(WRITTEN.get(Role.AUDITOR)).isEmpty();
        assertThat(WRITTEN.get(Role.DATA_SCIENTIST)).isEmpty();
        assertThat(WRITTEN.get(Role.PRICING_SYSTEM)).isEmpty();
        assertThat(WRITTEN.get(Role.PRODUCER))
                .containsExactlyInAnyOrder(Topics.IMAGE_UPLOADS.name(), Topics.FEATURE_VALUES.name());
        assertThat(WRITTEN.get(Role.IDENTITY_ADMIN)).containsExactly(Topics.IDENTITIES.name());
        assertThat(WRITTEN.get(Role.ML_ENGINEER)).containsExactly(Topics.CURATION_COMMANDS.name());
    }

    @Test
    void shouldKeepPricingFromWhatItMustNotSee() {
        assertThat(READ.get(Role.PRICING_APP)).doesNotContain(Topics.SHADOW_DETECTIONS.name());
        assertThat(READ.get(Role.PRICING_SYSTEM)).doesNotContain(Topics.SHADOW_DETECTIONS.name());
    }

    @Test
    void shouldLetNobodyMoveAnothersPlaceInTheLog() {
        TopicPartition partition = new TopicPartition(Topics.IMAGES.name(), 0);
        for (Role role : EnumSet.of(Role.AUDITOR, Role.DATA_SCIENTIST, Role.CATALOG_APP)) {
            Map<String, Object> config = ClientConfigs.consumer(as(role), Role.INFERENCE_CONSUMER.clientPrefix());
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(partition));
                assertThatThrownBy(() -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0))))
                        .as(role.identity())
                        .isInstanceOf(GroupAuthorizationException.class);
            }
        }
    }

    private static Set<Role> whoWrites(CatalogEntry entry) {
        return Stream.of(Role.values())
                .filter(role -> WRITTEN.get(role).contains(entry.name()))
                .collect(toSet());
    }

    private static Set<String> granted(Role role, Predicate<CatalogEntry> grants) {
        Set<String> topics =
                Topics.catalog().stream().filter(grants).map(CatalogEntry::name).collect(toCollection(TreeSet::new));
        if (role == Role.REGISTRY_APP) {
            topics.add(CHANGELOG);
        }
        return topics;
    }

    /** The topics that took a record; every other one has refused it. */
    private static Set<String> written(ClusterConfig cluster) throws InterruptedException {
        Map<String, Object> config = ClientConfigs.producer(cluster);
        // Told for each record, where an idempotent producer without any right gives up for all.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        Set<String> written = new TreeSet<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : TOPICS) {
                try {
                    producer.send(new ProducerRecord<>(topic, 0, BYTES, BYTES)).get();
                    written.add(topic);
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).as(topic).isInstanceOf(AuthorizationException.class);
                }
            }
        }
        return written;
    }

    /** The topics that gave a record; every other one has refused it. */
    private static Set<String> read(ClusterConfig cluster) {
        Set<String> read = new TreeSet<>();
        Set<String> open = new TreeSet<>(TOPICS);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(cluster), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (!open.isEmpty()) {
                assertThat(System.nanoTime())
                        .as("neither a record nor a refusal from " + open)
                        .isLessThan(deadline);
                consumer.assign(
                        open.stream().map(topic -> new TopicPartition(topic, 0)).toList());
                try {
                    consumer.poll(POLL).forEach(record -> read.add(record.topic()));
                    open.removeAll(read);
                } catch (TopicAuthorizationException e) {
                    assertThat(open.removeAll(e.unauthorizedTopics())).isTrue();
                }
            }
        }
        return read;
    }

    private static ClusterConfig as(Role role) {
        return broker.as(role.identity());
    }
}
