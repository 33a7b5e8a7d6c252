package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.CompatibilityLevel;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Topics;
import io.verdict.topics.acl.Acls;
import io.verdict.topics.plan.Change.AddPartitions;
import io.verdict.topics.plan.Change.AlterConfig;
import io.verdict.topics.plan.Change.CreateTopic;
import io.verdict.topics.plan.Change.Grant;
import io.verdict.topics.plan.Change.RegisterSchema;
import io.verdict.topics.plan.Change.SetCompatibility;
import io.verdict.topics.plan.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPlanTest {
    private static final List<CatalogEntry> CATALOG = Topics.catalog();
    private static final String IMAGES = Topics.IMAGES.name();
    private static final PlanOptions WITH_ACLS = new PlanOptions(false, true);

    @Test
    void shouldCreateEverythingOnAnEmptyCluster() {
        TopicPlan plan = plan(new FakeCluster(1));

        assertThat(plan.changesOf(CreateTopic.class))
                .extracting(Change::target)
                .containsExactlyElementsOf(
                        CATALOG.stream().map(CatalogEntry::name).toList());
        assertThat(plan.changesOf(RegisterSchema.class)).hasSameSizeAs(Topics.all());
        assertThat(plan.changesOf(SetCompatibility.class)).hasSameSizeAs(Topics.all());
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.changesOf(Grant.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,2,1", "3,3,2", "7,3,2"})
    void shouldFollowTheClustersSize(int brokers, int copies, int minInsync) {
        CreateTopic create =
                plan(new FakeCluster(brokers)).changesOf(CreateTopic.class).get(0);

        assertThat(create.replication()).isEqualTo(new Replication(copies, minInsync));
        assertThat(create.config()).containsEntry("min.insync.replicas", Integer.toString(minInsync));
    }

    @Property(tries = 200)
    void shouldHaveNothingLeftToDoAfterItWasDone(
            @ForAll @IntRange(min = 1, max = 6) int brokers,
            @ForAll @IntRange(min = 1, max = 9) int partitions,
            @ForAll @IntRange(min = 1, max = 3) int copies,
            @ForAll boolean addPartitions,
            @ForAll boolean acls,
            @ForAll @IntRange(min = -1, max = 3) int retentionDays,
            @ForAll boolean compacted) {
        PlanOptions options = new PlanOptions(addPartitions, acls);
        FakeCluster cluster = new FakeCluster(brokers).has("somebody-elses", 2, 1, Map.of());
        CATALOG.forEach(entry -> cluster.has(
                entry.name(),
                partitions,
                copies,
                Map.of(
                        "retention.ms",
                        Integer.toString(retentionDays),
                        "cleanup.policy",
                        compacted ? "compact" : "delete")));
        ClusterState before = cluster.state();

        cluster.apply(TopicPlan.of(CATALOG, before, options));
        ClusterState after = cluster.state();

        assertThat(TopicPlan.of(CATALOG, after, options).changes()).isEmpty();
        assertThat(after.topics().keySet()).isEqualTo(before.topics().keySet());
        before.topics().forEach((name, old) -> {
            TopicState now = after.topics().get(name);
            assertThat(now.partitions()).isGreaterThanOrEqualTo(old.partitions());
            assertThat(now.partitions() == old.partitions() || addPartitions).isTrue();
            assertThat(keptFor(now)).isGreaterThanOrEqualTo(keptFor(old));
            assertThat(compacts(now) && !compacts(old)).isFalse();
        });
    }

    @Test
    void shouldRefuseToAddPartitionsUnlessTold() {
        FakeCluster cluster =
                upToDate().has(IMAGES, 2, 1, Topics.IMAGES.storage().config());

        assertThat(plan(cluster).changesOf(AddPartitions.class)).isEmpty();
        assertThat(plan(cluster).hasRefusals()).isTrue();
        assertThat(plan(cluster).findings())
                .contains(new Finding.FewerPartitions(IMAGES, 2, 4))
                .anySatisfy(finding -> assertThat(finding.text()).contains("--allow-partition-increase"));
        assertThat(TopicPlan.of(CATALOG, cluster.state(), new PlanOptions(true, false))
                        .changesOf(AddPartitions.class))
                .containsExactly(new AddPartitions(IMAGES, 2, 4));
    }

    @Test
    void shouldNeverTakePartitionsAway() {
        FakeCluster cluster = upToDate().has(IMAGES, 12, 1, configOf(IMAGES));

        TopicPlan plan = TopicPlan.of(CATALOG, cluster.state(), new PlanOptions(true, false));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.MorePartitions(IMAGES, 12, 4));
        assertThat(plan.hasRefusals()).isFalse();
    }

    @Test
    void shouldLengthenRetentionButNeverShortenIt() {
        String shadow = Topics.SHADOW_DETECTIONS.name();
        FakeCluster cluster = upToDate()
                .has(IMAGES, 4, 1, with(configOf(IMAGES), "retention.ms", "604800000"))
                .has(shadow, 4, 1, with(configOf(shadow), "retention.ms", "-1"));

        TopicPlan plan = plan(cluster);

        assertThat(plan.changes())
                .containsExactly(new AlterConfig(IMAGES, "retention.ms", Optional.of("604800000"), "-1"));
        assertThat(plan.findings())
                .containsExactly(new Finding.WouldDelete(shadow, "retention.ms", "-1", "7776000000"));
    }

    @Test
    void shouldReportConfigurationsThatTheCatalogDoesNotKnow() {
        FakeCluster cluster = upToDate().has(IMAGES, 4, 1, with(configOf(IMAGES), "compression.type", "gzip"));

        assertThat(plan(cluster).findings())
                .containsExactly(new Finding.UnexpectedConfig(IMAGES, "compression.type", "gzip"));
    }

    @Test
    void shouldReportTooFewCopiesAndNotAskForMoreInSyncThanThereAre() {
        FakeCluster cluster = upToDate(3).has(IMAGES, 4, 1, with(configOf(IMAGES), "min.insync.replicas", "1"));

        TopicPlan plan = plan(cluster);

        assertThat(plan.findings()).containsExactly(new Finding.FewerCopies(IMAGES, 1, 3));
        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void shouldReportUnknownTopicsButNotThoseOfAppsAndKafka() {
        FakeCluster cluster = upToDate()
                .has("image-upload", 1, 1, Map.of())
                .has("verdict-curation-uploads-changelog", 4, 1, Map.of())
                .has("verdict-pricing-by-listing-repartition", 4, 1, Map.of())
                .has("verdict-curation-changes", 4, 1, Map.of())
                .has("__amazon_msk_canary", 1, 1, Map.of());

        assertThat(plan(cluster).findings())
                .containsExactly(
                        new Finding.UnknownTopic("image-upload"), new Finding.UnknownTopic("verdict-curation-changes"));
        assertThat(plan(cluster).hasRefusals()).isFalse();
    }

    @Test
    void shouldSetTheLevelBeforeTheSchema() {
        List<Change> changes = plan(new FakeCluster(1)).changes();
        String subject = Topics.DETECTIONS.subject();

        List<Change> ofSubject = changes.stream()
                .filter(change -> change.target().equals(subject))
                .toList();

        assertThat(ofSubject)
                .containsExactly(
                        new SetCompatibility(subject, Optional.empty(), CompatibilityLevel.FULL_TRANSITIVE),
                        new RegisterSchema(subject, Topics.DETECTIONS.schema(), 1));
    }

    @Test
    void shouldTightenALevelThatIsTooLoose() {
        String subject = Topics.IMAGES.subject();
        FakeCluster cluster = upToDate().has(subject, CompatibilityLevel.NONE, Topics.IMAGES.schema());

        assertThat(plan(cluster).changes())
                .containsExactly(new SetCompatibility(
                        subject, Optional.of(CompatibilityLevel.NONE), CompatibilityLevel.FULL_TRANSITIVE));
    }

    @Test
    void shouldRegisterAsTheNextVersion() {
        String subject = Topics.IMAGES.subject();
        Schema older = withoutField(Topics.IMAGES.schema(), "released");
        FakeCluster cluster = upToDate().has(subject, CompatibilityLevel.FULL_TRANSITIVE, older);

        assertThat(plan(cluster).changes()).containsExactly(new RegisterSchema(subject, Topics.IMAGES.schema(), 2));
    }

    @Test
    void shouldRegisterBetterDocumentation() {
        String subject = Topics.IMAGES.subject();
        Schema undocumented =
                new Schema.Parser().parse(Topics.IMAGES.schema().toString().replace("a person", "somebody"));
        FakeCluster cluster = upToDate().has(subject, CompatibilityLevel.FULL_TRANSITIVE, undocumented);

        assertThat(plan(cluster).changesOf(RegisterSchema.class)).hasSize(1);
    }

    @Test
    void shouldRefuseASchemaThatBreaksItsPromise() {
        String subject = Topics.IMAGES.subject();
        Schema other = SchemaBuilder.record("ImageAccepted")
                .namespace("io.verdict.events")
                .fields()
                .requiredString("plate")
                .endRecord();
        FakeCluster cluster = upToDate().has(subject, CompatibilityLevel.FULL_TRANSITIVE, other);

        TopicPlan plan = plan(cluster);

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.hasRefusals()).isTrue();
        assertThat(plan.findings()).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("FULL_TRANSITIVE", "plate", "meta"));
    }

    @Test
    void shouldPlanAccessOnlyWhenAsked() {
        assertThat(TopicPlan.of(CATALOG, upToDate().state(), WITH_ACLS).changesOf(Grant.class))
                .extracting(Grant::binding)
                .containsExactlyInAnyOrderElementsOf(Acls.all());
        assertThat(plan(upToDate()).changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LITERAL,images", "PREFIXED,ima", "LITERAL,*"})
    void shouldReportAccessThatTheCatalogDoesNotGrant(PatternType type, String name) {
        FakeCluster cluster = upToDate();
        AclBinding surplus = allow("User:mallory", type, name);
        cluster.has(surplus).has(allow("User:other", PatternType.LITERAL, "somebody-elses"));

        TopicPlan plan = TopicPlan.of(CATALOG, cluster.state(), WITH_ACLS);

        assertThat(plan.findings()).containsExactly(new Finding.UnexpectedAccess(surplus));
        assertThat(plan.findings().get(0).severity()).isEqualTo(Severity.DRIFT);
        assertThat(plan.findings().get(0).text()).contains("WRITE", name, "kafka-acls");
    }

    private static AclBinding allow(String principal, PatternType type, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, type),
                new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    private static TopicPlan plan(FakeCluster cluster) {
        return TopicPlan.of(CATALOG, cluster.state(), PlanOptions.SAFE);
    }

    private static FakeCluster upToDate() {
        return upToDate(1);
    }

    private static FakeCluster upToDate(int brokers) {
        FakeCluster cluster = new FakeCluster(brokers);
        cluster.apply(plan(cluster));
        return cluster;
    }

    private static Map<String, String> configOf(String topic) {
        return upToDate().state().topics().get(topic).overrides();
    }

    private static Map<String, String> with(Map<String, String> config, String key, String value) {
        Map<String, String> changed = new java.util.HashMap<>(config);
        changed.put(key, value);
        return changed;
    }

    private static Schema withoutField(Schema schema, String name) {
        List<Schema.Field> fields = schema.getFields().stream()
                .filter(field -> !field.name().equals(name))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static long keptFor(TopicState topic) {
        boolean expires = topic.config().get("cleanup.policy").contains("delete");
        long millis = Long.parseLong(topic.config().get("retention.ms"));
        return !expires || millis == -1 ? Long.MAX_VALUE : millis;
    }

    private static boolean compacts(TopicState topic) {
        return topic.config().get("cleanup.policy").contains("compact");
    }
}
