package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.CompatibilityLevel;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import io.verdict.topics.acl.Acls;
import io.verdict.topics.plan.ClusterDescription.Standing;
import io.verdict.topics.plan.ClusterDescription.TopicLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final AclBinding BINDING =
            Acls.forRole(Role.PRICING_SYSTEM).iterator().next();
    private static final Change CREATE =
            new Change.CreateTopic("images", 4, new Replication(1, 1), Map.of("retention.ms", "-1"));
    private static final Change ALTER =
            new Change.AlterConfig("quarantine", "retention.ms", Optional.of("60000"), "-1");
    private static final Change REGISTER = new Change.RegisterSchema("images-value", Topics.IMAGES.schema(), 2);

    private static final TopicPlan PLAN = new TopicPlan(
            List.of(
                    CREATE,
                    ALTER,
                    new Change.AddPartitions("serving", 1, 2),
                    new Change.SetCompatibility("images-value", Optional.empty(), CompatibilityLevel.FULL_TRANSITIVE),
                    new Change.SetCompatibility(
                            "serving-value", Optional.of(CompatibilityLevel.NONE), CompatibilityLevel.BACKWARD),
                    REGISTER,
                    new Change.Grant(BINDING)),
            List.of(
                    new Finding.UnknownTopic("orders"),
                    new Finding.MorePartitions("detections", 8, 4),
                    new Finding.FewerPartitions("images", 1, 4)));

    private static final ClusterDescription DESCRIPTION = new ClusterDescription(
            3,
            List.of(
                    new TopicLine(
                            "images",
                            Standing.DRIFT,
                            Optional.of("ImageAccepted"),
                            Optional.of("for ever"),
                            4,
                            1,
                            12_345,
                            OptionalLong.of(5_242_880),
                            2,
                            List.of("has 1 copy of each record, the cluster can give 3")),
                    new TopicLine(
                            "orders",
                            Standing.UNKNOWN,
                            Optional.empty(),
                            Optional.empty(),
                            1,
                            1,
                            7,
                            OptionalLong.empty(),
                            0,
                            List.of())));

    @Test
    void shouldShowAPlanAsADiff() {
        assertThat(PlanText.of(PLAN)).isEqualTo("""
                + images  create topic with 4 partitions, 1 copy each, {retention.ms=-1}
                ~ quarantine  retention.ms: 60000 → -1
                ~ serving  partitions: 1 → 2 (keys move: order across the change is lost)
                + images-value  compatibility: registry's default → FULL_TRANSITIVE
                ~ serving-value  compatibility: NONE → BACKWARD
                + images-value  register io.verdict.events.ImageAccepted as version 2
                + User:pricing-system  may READ GROUP pricing-system (PREFIXED)
                  orders  is not in the catalog; left alone
                ! detections  has 8 partitions, the catalog says 4; partitions cannot be taken away. Raise the\
                 catalog's number.
                ! images  refused: has 1 partition, the catalog says 4; adding some moves keys and breaks their order.\
                 Allow it with --allow-partition-increase.
                """);
    }

    @Test
    void shouldSayThatThereIsNothingToDo() {
        assertThat(PlanText.of(new TopicPlan(List.of(), List.of())))
                .isEqualTo("= nothing to do: the cluster is as the catalog says\n");
        assertThat(PlanText.of(new ApplyReport(List.of()))).startsWith("= nothing to do");
    }

    @Test
    void shouldShowWhatWasDoneAndWhatNot() {
        ApplyReport report =
                new ApplyReport(List.of(Outcome.done(CREATE), Outcome.failed(ALTER, "not allowed (no). Ask.")));

        assertThat(PlanText.of(report)).isEqualTo("""
                + images  create topic with 4 partitions, 1 copy each, {retention.ms=-1}
                ! quarantine  retention.ms: 60000 → -1: failed, not allowed (no). Ask.
                1 done, 1 failed
                """);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void shouldShowTopicsAsATable() {
        assertThat(PlanText.of(DESCRIPTION)).isEqualTo("""
                TOPIC   STANDING  VALUE          KEPT      PARTITIONS  COPIES  OFFSETS  SIZE     SCHEMAS
                images  drift     ImageAccepted  for ever  4           1       12345    5.0 MiB  2
                orders  unknown   ?              ?         1           1       7        ?        0
                ! images  has 1 copy of each record, the cluster can give 3
                """);
    }

    @Test
    void shouldTurnAPlanIntoPlainValues() {
        Map<String, Object> values = PlanValues.of(PLAN);

        assertThat(values).containsEntry("refused", true);
        assertThat((List<?>) values.get("changes"))
                .hasSize(7)
                .first()
                .isEqualTo(Map.of(
                        "kind", "create-topic",
                        "target", "images",
                        "text", "create topic with 4 partitions, 1 copy each, {retention.ms=-1}"));
        assertThat((List<?>) values.get("findings"))
                .first()
                .isEqualTo(Map.of(
                        "kind", "unknown-topic",
                        "target", "orders",
                        "text", "is not in the catalog; left alone",
                        "severity", "note"));
    }

    @Test
    void shouldTurnAReportIntoPlainValues() {
        Map<String, Object> values =
                PlanValues.of(new ApplyReport(List.of(Outcome.done(CREATE), Outcome.failed(REGISTER, "no"))));

        assertThat((List<?>) values.get("done")).hasSize(1);
        assertThat((List<?>) values.get("failed")).singleElement().satisfies(failure -> assertThat((Map<?, ?>) failure)
                .isEqualTo(Map.of(
                        "kind", "register-schema",
                        "target", "images-value",
                        "text", REGISTER.text(),
                        "cause", "no")));
    }

    @Test
    void shouldTurnADescriptionIntoPlainValues() {
        Map<String, Object> values = PlanValues.of(DESCRIPTION);

        assertThat(values).containsEntry("brokers", 3);
        assertThat(((List<?>) values.get("topics")).get(0))
                .isEqualTo(Map.of(
                        "name",
                        "images",
                        "standing",
                        "drift",
                        "value",
                        "ImageAccepted",
                        "kept",
                        "for ever",
                        "partitions",
                        4,
                        "copies",
                        1,
                        "offsets",
                        12_345L,
                        "bytes",
                        5_242_880L,
                        "schemaVersions",
                        2,
                        "differences",
                        List.of("has 1 copy of each record, the cluster can give 3")));
        assertThat(((Map<?, ?>) ((List<?>) values.get("topics")).get(1))
                        .keySet()
                        .toString())
                .doesNotContain("bytes", "value", "kept");
    }
}
