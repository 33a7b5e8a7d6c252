package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.datasets.DatasetHistory;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.LogBound;
import io.verdict.events.Meta;
import io.verdict.events.NearDuplicate;
import io.verdict.events.StoredObject;
import io.verdict.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code dataset show} (LAB-4, LAB-5). */
class DatasetTextTest {

    private static final String VERSION = "ab".repeat(32);
    private static final Instant NOW = Instant.parse("2026-05-15T10:00:00Z");

    private static DatasetEvent event(Object fact) {
        return new DatasetEvent(new Meta("id", NOW, "dora", "id", null), "panels", fact);
    }

    private static DatasetEvent published() {
        return event(DatasetVersionPublished.newBuilder()
                .setVersion(VERSION)
                .setManifest(new StoredObject("s3://b/m.jsonl", null, VERSION, "0".repeat(32), 4096L))
                .setQuery("approved labels")
                .setPositions(List.of(new LogBound(Topics.LABELS.name(), 2, 17L)))
                .setSeed("seed")
                .setSplits(List.of(
                        new DatasetSplit("train", 8000, 20L, List.of(new ClassCount("dent", 7L))),
                        new DatasetSplit("test", 2000, 5L, List.of())))
                .setTestRoot("cd".repeat(32))
                .setDuplicates(new DuplicateCheck(
                        "dhash-64",
                        4,
                        DuplicatePolicy.LEAVE_OUT,
                        1L,
                        List.of(new NearDuplicate("p1", "p9", "train", 3))))
                .build());
    }

    @Test
    void shouldSayAllThatTheLogSays() {
        DatasetHistory.Version version =
                DatasetHistory.of(List.of(published())).lastGood().orElseThrow();
        assertThat(String.join("\n", DatasetText.lines(version, VERSION)))
                .contains(
                        "panels@" + VERSION,
                        "2026-05-15T10:00:00Z by dora",
                        "it is what training uses",
                        "labels, partition 2, before offset 17",
                        "train    80.00 %  20 photos; 7 dent",
                        "test     20.00 %  5 photos; no boxes",
                        "cd".repeat(32),
                        "s3://b/m.jsonl (4096 bytes)",
                        "dhash-64 within 4 bits of the test split: 1 left out",
                        "p9 (train) looks like p1: 3 bits differ");
        Map<String, Object> json = DatasetText.json(version, VERSION);
        assertThat(json).containsEntry("stands", true).containsEntry("lastGood", VERSION);
        assertThat(json.toString()).contains("boxes={dent=7}", "end=17", "share=8000", "leftOut=1", "bits=3");
    }

    @Test
    void shouldSayThatAVersionWasWithdrawn() {
        DatasetHistory history = DatasetHistory.of(
                List.of(published(), event(new DatasetVersionWithdrawn(VERSION, "wrong lens", null))));
        DatasetHistory.Version version = history.find("abababab").orElseThrow();
        assertThat(DatasetText.lines(version, ""))
                .contains("    state      WITHDRAWN: wrong lens; no other version stands");
        assertThat(DatasetText.json(version, ""))
                .containsEntry("withdrawn", "wrong lens")
                .containsEntry("lastGood", null);
    }
}
