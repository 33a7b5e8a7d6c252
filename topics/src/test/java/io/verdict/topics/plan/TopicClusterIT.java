package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.verdict.avro.CompatibilityLevel;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.ImageAccepted;
import io.verdict.stack.Stack;
import io.verdict.topics.Access;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Storage;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.plan.ClusterDescription.Standing;
import io.verdict.topics.plan.ClusterDescription.TopicLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster's life: empty, set up, tampered with; a broker and a registry of its own, because it needs them empty. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicClusterIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String IMAGES = Topics.IMAGES.name();

    private static Stack stack;
    private static ClusterConfig config;
    private static TopicCluster cluster;
    private static Admin admin;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() {
        stack = Stack.temporary();
        config = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        cluster = TopicCluster.open(config, TIMEOUT);
        admin = Admin.create(ClientConfigs.admin(config));
        registry = SchemaRegistry.from(config.serdeConfig());
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
        stack.close();
    }

    @Test
    @Order(1)
    void shouldSetUpAnEmptyClusterOnceAndThenHaveNothingToDo() throws Exception {
        TopicPlan plan = cluster.plan(PlanOptions.SAFE);
        assertThat(plan.changesOf(Change.CreateTopic.class)).hasSameSizeAs(Topics.catalog());

        ApplyReport report = cluster.apply(plan);

        assertThat(report.failures()).isEmpty();
        assertThat(report.outcomes()).hasSameSizeAs(plan.changes());
        awaitNothingToDo(cluster);
        assertThat(cluster.plan(PlanOptions.SAFE).findings()).isEmpty();
        assertThat(cluster.describe().topics()).extracting(TopicLine::standing).containsOnly(Standing.OK);
        assertThat(admin.listTopics().names().get())
                .containsExactlyInAnyOrderElementsOf(
                        Topics.catalog().stream().map(CatalogEntry::name).toList());
    }

    @Test
    @Order(2)
    void shouldHaveRegisteredEachSchemaWithItsLevel() {
        Topics.all().forEach(topic -> {
            assertThat(registry.compatibility(topic.subject()))
                    .contains(topic.visibility().level());
            assertThat(registry.latest(topic.subject()).orElseThrow().schema()).isEqualTo(topic.schema());
            assertThat(registry.versions(topic.subject())).hasSize(1);
        });
    }

    @Test
    @Order(3)
    void shouldDoAnOldPlanAgainWithoutHarm() {
        TopicPlan old = new TopicPlan(
                List.of(
                        new Change.AlterConfig(IMAGES, "retention.ms", Optional.of("1"), "-1"),
                        new Change.RegisterSchema(Topics.IMAGES.subject(), Topics.IMAGES.schema(), 1),
                        new Change.CreateTopic(IMAGES, 4, new Replication(1, 1), Map.of())),
                List.of());

        ApplyReport report = cluster.apply(old);

        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.failure())
                .contains("somebody else created it meanwhile. Plan again."));
        awaitNothingToDo(cluster);
    }

    @Test
    @Order(4)
    void shouldSeeWhatSomebodyChangedAndPutItRight() throws Exception {
        set(IMAGES, "retention.ms", "3600000");
        set(IMAGES, "compression.type", "gzip");
        registry.setCompatibility(Topics.IMAGES.subject(), CompatibilityLevel.NONE);
        admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
        await().until(
                        () -> cluster.plan(PlanOptions.SAFE),
                        plan -> plan.changes().size() == 2 && plan.findings().size() == 2);

        TopicPlan plan = cluster.plan(PlanOptions.SAFE);

        assertThat(plan.changes())
                .containsExactly(
                        new Change.AlterConfig(IMAGES, "retention.ms", Optional.of("3600000"), "-1"),
                        new Change.SetCompatibility(
                                Topics.IMAGES.subject(),
                                Optional.of(CompatibilityLevel.NONE),
                                CompatibilityLevel.FULL_TRANSITIVE));
        assertThat(plan.findings())
                .containsExactly(
                        new Finding.UnexpectedConfig(IMAGES, "compression.type", "gzip"),
                        new Finding.UnknownTopic("orders"));

        assertThat(cluster.apply(plan).isComplete()).isTrue();
        awaitNothingToDo(cluster);
        assertThat(admin.listTopics().names().get()).contains("orders");
    }

    @Test
    @Order(5)
    void shouldCountWhatIsInTheLog() {
        Map<String, Object> settings = ClientConfigs.producer(config);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 7; i++) {
                producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), new byte[] {1}, new byte[100]));
            }
        }

        TopicLine line = cluster.describe().topics().stream()
                .filter(topic -> topic.name().equals(Topics.DEAD_LETTERS.name()))
                .findFirst()
                .orElseThrow();

        assertThat(line.offsets()).isEqualTo(7);
        assertThat(line.bytes().orElseThrow()).isPositive();
    }

    @Test
    @Order(6)
    void shouldAddPartitionsOnlyWhenTold() throws Exception {
        Topic<ImageAccepted> wider = new Topic<>(
                IMAGES,
                Topics.IMAGES.key(),
                ImageAccepted.class,
                new Storage(6, Topics.IMAGES.retention(), Map.of()),
                new Access(Set.of(), Set.of()),
                Topics.IMAGES.visibility(),
                Topics.IMAGES.purpose());
        try (TopicCluster wanting = TopicCluster.open(config, TIMEOUT, List.of(wider))) {
            TopicPlan refused = wanting.plan(PlanOptions.SAFE);
            assertThat(refused.changes()).isEmpty();
            assertThat(refused.findings()).contains(new Finding.FewerPartitions(IMAGES, 4, 6));

            TopicPlan told = wanting.plan(new PlanOptions(true, false));
            assertThat(wanting.apply(told).isComplete()).isTrue();
            awaitNothingToDo(wanting);
        }
        assertThat(cluster.plan(PlanOptions.SAFE).findings()).contains(new Finding.MorePartitions(IMAGES, 6, 4));
    }

    @Test
    @Order(7)
    void shouldReportEachChangeThatFailsAndDoTheOthers() {
        Schema incompatible = SchemaBuilder.record("ImageAccepted")
                .namespace("io.verdict.events")
                .fields()
                .requiredString("plate")
                .endRecord();
        TopicPlan plan = new TopicPlan(
                List.of(
                        new Change.CreateTopic("too-many-copies", 1, new Replication(3, 2), Map.of()),
                        new Change.CreateTopic("fine-topics", 1, new Replication(1, 1), Map.of()),
                        new Change.CreateTopic(
                                "misconfigured-topics", 1, new Replication(1, 1), Map.of("retention.ms", "soon")),
                        new Change.AlterConfig("missing-topics", "retention.ms", Optional.empty(), "-1"),
                        new Change.RegisterSchema(Topics.IMAGES.subject(), incompatible, 2)),
                List.of());

        ApplyReport report = cluster.apply(plan);

        assertThat(report.outcomes())
                .extracting(outcome -> outcome.change().target(), Outcome::isDone)
                .containsExactly(
                        tuple("too-many-copies", false),
                        tuple("fine-topics", true),
                        tuple("misconfigured-topics", false),
                        tuple("missing-topics", false),
                        tuple(Topics.IMAGES.subject(), false));
        assertThat(report.failures().get(0).failure().orElseThrow()).contains("too few brokers are up");
        assertThat(report.failures().get(1).failure().orElseThrow()).contains("retention.ms");
        assertThat(report.failures().get(3).failure().orElseThrow()).contains("not compatible");
    }

    @Test
    @Order(8)
    void shouldSayThatThereIsNoAuthorizer() {
        assertThatThrownBy(() -> cluster.plan(new PlanOptions(false, true)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("the cluster has no authorizer");
    }

    @Test
    @Order(9)
    void shouldSayThatTheRegistryIsGone() {
        try (TopicCluster halfGone =
                TopicCluster.open(ClusterConfig.of(stack.bootstrap(), "http://127.0.0.1:1"), Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> halfGone.plan(PlanOptions.SAFE))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("http://127.0.0.1:1")
                    .hasMessageContaining("check that it is running");

            ApplyReport report = halfGone.apply(new TopicPlan(
                    List.of(
                            new Change.AlterConfig(IMAGES, "retention.ms", Optional.empty(), "-1"),
                            new Change.RegisterSchema(Topics.IMAGES.subject(), Topics.IMAGES.schema(), 1),
                            new Change.RegisterSchema(Topics.SERVING.subject(), Topics.SERVING.schema(), 1)),
                    List.of()));
            assertThat(report.outcomes()).extracting(Outcome::isDone).containsExactly(true, false, false);
        }
    }

    @Test
    void shouldSayThatNoBrokerAnswers() {
        ClusterConfig nobody = ClusterConfig.of("127.0.0.1:1", "mock://nobody");
        try (TopicCluster gone = TopicCluster.open(nobody, Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> gone.plan(PlanOptions.SAFE))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("Cannot ask who is in the cluster: no broker answers at 127.0.0.1:1. Check that the"
                            + " cluster runs and that --bootstrap and security.* are right.");
        }
    }

    @Test
    void shouldSayThatTheBrokersNameIsUnknown() {
        ClusterConfig nowhere = ClusterConfig.of("broker.invalid:9092", "mock://nobody");

        assertThatThrownBy(() -> TopicCluster.open(nowhere, TIMEOUT))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("broker.invalid:9092")
                .hasMessageContaining("Check the settings");
    }

    /** Brokers follow the controller, which has answered already. */
    private static void awaitNothingToDo(TopicCluster of) {
        await().untilAsserted(
                        () -> assertThat(of.plan(PlanOptions.SAFE).changes()).isEmpty());
    }

    private static void set(String topic, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
