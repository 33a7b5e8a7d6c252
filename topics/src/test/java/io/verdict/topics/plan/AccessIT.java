package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verdict.stack.AccessControl;
import io.verdict.stack.Account;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import io.verdict.topics.acl.Acls;
import io.verdict.topics.plan.Change.CreateTopic;
import io.verdict.topics.plan.Change.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules at work: a broker with an authorizer on which each role signs in under its own name. */
class AccessIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ADMIN = AccessBroker.ADMINISTRATOR;
    private static final String VISITOR = "visitor";

    private static AccessBroker broker;

    @BeforeAll
    static void start() {
        broker = AccessBroker.start(VISITOR);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldHaveNothingLeftToGrant() {
        try (TopicCluster cluster = clusterAs(ADMIN)) {
            TopicPlan plan = cluster.plan(new PlanOptions(false, true));

            assertThat(plan.changesOf(Grant.class)).isEmpty();
            assertThat(plan.findings()).isEmpty();
        }
    }

    @Test
    void shouldLetTheOwnerWriteItsTopicInATransaction() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = transactionalProducer(Role.INFERENCE_CONSUMER, "-1")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.DETECTIONS.name(), new byte[] {1}))
                    .get();
            producer.commitTransaction();
        }
    }

    @Test
    void shouldLetNobodyElseWriteIt() {
        for (Role role : List.of(Role.AUDITOR, Role.PRICING_APP, Role.PRODUCER, Role.ML_ENGINEER)) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    ClientConfigs.producer(configOf(role.identity())),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(Topics.DETECTIONS.name(), new byte[] {1}))
                                .get())
                        .as(role.identity())
                        // Who may write nothing at all is refused its producer id, before or after the send began.
                        .hasRootCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    @Test
    void shouldLetNobodyTakeOverAnAppsTransactions() {
        Map<String, Object> settings = ClientConfigs.transactionalProducer(
                configOf(Role.PRICING_APP.identity()), Role.INFERENCE_CONSUMER.clientPrefix() + "-1");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void shouldLetReadersAndTheAuditorRead() {
        for (Role role : List.of(Role.AUDITOR, Role.PRICING_APP)) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(role)) {
                TopicPartition partition = new TopicPartition(Topics.DETECTIONS.name(), 0);
                assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
                consumer.assign(List.of(partition));
                consumer.poll(Duration.ZERO);
                consumer.commitSync();
            }
        }
    }

    @Test
    void shouldNotLetOthersRead() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Role.CURATION_APP)) {
            TopicPartition partition = new TopicPartition(Topics.DETECTIONS.name(), 0);

            assertThatThrownBy(() -> consumer.beginningOffsets(List.of(partition)))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void shouldLetTheAuditorDescribeButChangeNothing() {
        try (TopicCluster cluster = clusterAs(Role.AUDITOR.identity())) {
            assertThat(cluster.describe().topics())
                    .extracting(ClusterDescription.TopicLine::name)
                    .containsAll(
                            Topics.catalog().stream().map(entry -> entry.name()).toList());

            ApplyReport report = cluster.apply(new TopicPlan(
                    List.of(
                            new CreateTopic("more-topics", 1, new Replication(1, 1), Map.of()),
                            new Change.AlterConfig(Topics.IMAGES.name(), "retention.ms", Optional.of("-1"), "1")),
                    List.of()));
            assertThat(report.failures()).hasSize(2).allSatisfy(failure -> assertThat(
                            failure.failure().orElseThrow())
                    .startsWith("not allowed (")
                    .endsWith("Use a principal that may, or have it granted."));
        }
    }

    @Test
    void shouldSayThatWeMayNotSeeTheRules() {
        try (TopicCluster cluster = clusterAs(Role.PRICING_SYSTEM.identity())) {
            assertThatThrownBy(() -> cluster.plan(new PlanOptions(false, true)))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("not allowed");
        }
    }

    @Test
    void shouldLeaveSizesUnknownWhereItMayNotAsk() throws Exception {
        List<AclBinding> mayDescribe = Stream.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)
                .map(operation -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, Topics.IMAGES.name(), PatternType.LITERAL),
                        new AccessControlEntry("User:" + VISITOR, "*", operation, AclPermissionType.ALLOW)))
                .toList();
        try (Admin admin = Admin.create(ClientConfigs.admin(configOf(ADMIN)));
                TopicCluster cluster = clusterAs(VISITOR)) {
            admin.createAcls(mayDescribe).all().get();
            await().untilAsserted(() -> assertThat(cluster.describe().topics())
                    .filteredOn(topic -> topic.standing() != ClusterDescription.Standing.MISSING)
                    .singleElement()
                    .satisfies(topic -> {
                        assertThat(topic.name()).isEqualTo(Topics.IMAGES.name());
                        assertThat(topic.bytes()).isEmpty();
                    }));

            try (TopicCluster asAdmin = clusterAs(ADMIN)) {
                assertThat(asAdmin.plan(new PlanOptions(false, true)).findings())
                        .containsExactlyInAnyOrderElementsOf(mayDescribe.stream()
                                .map(Finding.UnexpectedAccess::new)
                                .toList());
            }
            admin.deleteAcls(mayDescribe.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
            await().untilAsserted(() -> assertThat(
                            admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .doesNotContainAnyElementsOf(mayDescribe));
        }
    }

    @Test
    void shouldLetInNobodyWithAWrongPasswordOrAnUnknownName() {
        for (Account stranger : List.of(
                new Account(ADMIN, "a-guess-at-the-password"), new Account("nobody", "a-guess-at-the-password"))) {
            ClusterConfig config =
                    new ClusterConfig(broker.bootstrap(), "mock://access", AccessControl.clientProperties(stranger));
            try (TopicCluster cluster = TopicCluster.open(config, TIMEOUT)) {
                assertThatThrownBy(() -> cluster.plan(PlanOptions.SAFE))
                        .as(stranger.user())
                        .isInstanceOf(ClusterException.class)
                        .hasMessageContaining("do not let us in")
                        .hasMessageNotContaining(stranger.password());
            }
        }
    }

    @Test
    void shouldHaveGrantedNothingBeyondTheCatalog() throws Exception {
        try (Admin admin = Admin.create(ClientConfigs.admin(configOf(ADMIN)))) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(Acls.all());
        }
    }

    private static KafkaProducer<byte[], byte[]> transactionalProducer(Role role, String suffix) {
        return new KafkaProducer<>(
                ClientConfigs.transactionalProducer(configOf(role.identity()), role.clientPrefix() + suffix),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Role role) {
        return new KafkaConsumer<>(
                ClientConfigs.consumer(configOf(role.identity()), role.clientPrefix() + "-test"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static TopicCluster clusterAs(String user) {
        return TopicCluster.open(configOf(user), TIMEOUT);
    }

    private static ClusterConfig configOf(String user) {
        return broker.as(user);
    }
}
