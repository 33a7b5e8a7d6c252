package io.verdict.streams.registry.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.DatasetReference;
import io.verdict.events.GateResult;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.LogPosition;
import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionStatus;
import io.verdict.streams.registry.diff.VersionDiff.MetricDelta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionDiffTest {

    private static final DatasetReference HELD_OUT = new DatasetReference("held-out", "d".repeat(64));
    private static final ModelVersion ONE = ModelVersion.newBuilder()
            .setVersion("1")
            .setStatus(VersionStatus.CHAMPION)
            .setArtifact(new StoredObject("file:///1", null, "1".repeat(64), "0".repeat(32), 1000L))
            .setSpecification("{}")
            .setThresholds(new Thresholds(0.3f, 0.5f, 50))
            .setAuthor("ada")
            .setRegisteredBy("mia")
            .setRunId("run-1")
            .setDescription("")
            .setTags(Map.of("team", "vision", "origin", "studio"))
            .setRegisteredAt(Instant.EPOCH)
            .setDeclined(false)
            .setEvaluation(evaluation(
                    "old", true, new Measurement("map50", null, 0.5), new Measurement("ap50", "class=dent", 0.25)))
            .build();
    private static final RegisteredModel MODEL = RegisteredModel.newBuilder()
            .setModel("car-damage")
            .setRevision(9)
            .setLatest(new LogPosition("t", 0, 0L, null))
            .setVersions(List.of(ONE))
            .setAliases(Map.of("stable", "1", "best", "2"))
            .setChampions(List.of())
            .build();

    private static JudgedEvaluation evaluation(String digest, boolean passed, Measurement... measured) {
        return new JudgedEvaluation(
                "e-" + digest,
                HELD_OUT,
                List.of(measured),
                List.of(new GateResult("accuracy", passed, 0.5, 0.4, null, "map50 is 0.5.")),
                passed,
                digest);
    }

    @Test
    void shouldTellWhatDiffersAndByHowMuchMetricsMoved() {
        ModelVersion two = ModelVersion.newBuilder(ONE)
                .setVersion("2")
                .setStatus(VersionStatus.GATES_FAILED)
                .setArtifact(new StoredObject("file:///2", null, "2".repeat(64), "0".repeat(32), 1500L))
                .setAuthor("bo")
                .setRunId(null)
                .setTags(Map.of("team", "other"))
                .setEvaluation(evaluation(
                        "new", false, new Measurement("map50", null, 0.75), new Measurement("recall", null, 1.0)))
                .build();

        VersionDiff diff = VersionDiff.between(MODEL, ONE, two, Map.of("old", 3L));

        assertThat(diff.changes())
                .containsExactly(
                        new Change("state", "champion", "gates_failed"),
                        new Change("artifact.sha256", "1".repeat(64), "2".repeat(64)),
                        new Change("artifact.size", "1000", "1500"),
                        new Change("run", "run-1", null),
                        new Change("author", "ada", "bo"),
                        new Change("aliases", "stable", "best"),
                        new Change("tags.origin", "studio", null),
                        new Change("tags.team", "vision", "other"),
                        new Change("evaluation", "e-old", "e-new"),
                        new Change("declaration", "revision 3 (old)", "new"),
                        new Change("gates.accuracy", "met: map50 is 0.5.", "not met: map50 is 0.5."));
        assertThat(diff.metrics())
                .containsExactly(
                        new MetricDelta("ap50", "class=dent", 0.25, null),
                        new MetricDelta("map50", null, 0.5, 0.75),
                        new MetricDelta("recall", null, null, 1.0));
        assertThat(diff.metrics().get(1).delta()).contains(0.25);
        assertThat(diff.metrics().get(0).delta()).isEmpty();
    }

    @Test
    void shouldFindNoDifferenceBetweenAVersionAndItself() {
        VersionDiff diff = VersionDiff.between(MODEL, ONE, ONE, Map.of());
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.metrics())
                .extracting(metric -> metric.delta().orElseThrow())
                .containsOnly(0.0);
    }

    @Test
    void shouldCompareWithAVersionThatWasNeverEvaluated() {
        ModelVersion bare = ModelVersion.newBuilder(ONE).setEvaluation(null).build();
        VersionDiff diff = VersionDiff.between(MODEL, bare, ONE, Map.of());
        assertThat(diff.changes())
                .extracting(Change::path)
                .containsExactly(
                        "evaluation",
                        "evaluation.dataset",
                        "evaluation.dataset.sha256",
                        "declaration",
                        "gates.accuracy");
        assertThat(diff.metrics())
                .allSatisfy(metric -> assertThat(metric.before()).isNull());
    }
}
