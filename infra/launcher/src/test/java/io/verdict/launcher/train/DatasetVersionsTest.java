package io.verdict.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.Envelope;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.DatasetLog;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.StoredObject;
import io.verdict.events.TableVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which dataset version a run learns from (LAB-4). */
class DatasetVersionsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-15T12:00:00Z"), ZoneOffset.UTC);
    private static final String FIRST = "0123456789ab" + "0".repeat(52);
    private static final String SECOND = "ba9876543210" + "0".repeat(52);
    private static final List<String> CLASSES = List.of("scratch", "dent");

    private final List<DatasetEvent> facts = new ArrayList<>();
    private final DatasetVersions versions = new DatasetVersions(new DatasetDesk(new Facts(), null, CLOCK));

    private void say(Object fact) {
        facts.add(new DatasetEvent(Envelope.fresh(CLOCK, "ada"), "panels", fact));
    }

    private void publish(String version, String... splits) {
        List<DatasetSplit> all = new ArrayList<>();
        for (String split : splits) {
            all.add(new DatasetSplit(split, 10_000 / splits.length, 4L, List.of()));
        }
        say(new DatasetVersionPublished(
                version,
                new StoredObject("file:///store/" + version + ".jsonl", null, version, "ab".repeat(16), 10L),
                "approved labels",
                List.of(),
                "seed",
                all,
                "ab".repeat(32),
                new DuplicateCheck("dhash", 4, DuplicatePolicy.LEAVE_OUT, 0L, List.of()),
                null));
    }

    private void publishTable(String version, String... labels) {
        List<ClassCount> counts =
                Arrays.stream(labels).map(label -> new ClassCount(label, 2L)).toList();
        StoredObject schema = new StoredObject("file:///store/s.yaml", null, "5".repeat(64), "ab".repeat(16), 9L);
        say(new DatasetVersionPublished(
                version,
                new StoredObject("file:///store/" + version + ".csv", null, version, "ab".repeat(16), 10L),
                "rows",
                List.of(),
                "seed",
                List.of(new DatasetSplit("train", 5000, 4L, counts), new DatasetSplit("test", 5000, 4L, counts)),
                "ab".repeat(32),
                new DuplicateCheck("none", 0, DuplicatePolicy.UNKNOWN, 0L, List.of()),
                new TableVersion(schema, List.of(), 8L, 0L, null)));
    }

    @Test
    void shouldNameATableWithItsSchemaAndRefuseWhoCannotLearnFromIt() throws Exception {
        publishTable(FIRST, "scratch", "dent");

        DatasetVersions.Choice table = versions.choose("panels", CLASSES);
        assertThat(TablePart.parse(table.learning().getUri()))
                .isEqualTo(new TablePart(
                        "file:///store/" + FIRST + ".csv", Split.TRAIN, "file:///store/s.yaml", "5".repeat(64)));
        table.demandFitFor("tabular");
        assertThatThrownBy(() -> table.demandFitFor("detector"))
                .hasMessageContaining("is a table, from which 'detector' does not learn");
        assertThatThrownBy(() ->
                        versions.choose("panels", List.of("dent", "scratch")).demandFitFor("text"))
                .hasMessageContaining("are [scratch, dent], those of the model's declaration [dent, scratch]");
    }

    @Test
    void shouldRefuseToLearnRowsFromPhotos() throws Exception {
        publish(SECOND, "train", "test");
        assertThatThrownBy(() -> versions.choose("panels", CLASSES).demandFitFor("text"))
                .hasMessageContaining("is photos, from which 'text' does not learn");
    }

    @Test
    void shouldRefuseToTeachADetectorThatHasNoClasses() throws Exception {
        publish(SECOND, "train", "test");
        assertThatThrownBy(() -> versions.choose("panels", List.of()).demandFitFor("detector"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("declared with no classes");
    }

    @Test
    void shouldTakeTheLatestThatStandsOrTheOneThatIsNamed() throws Exception {
        publish(FIRST, "train", "val", "test");
        publish(SECOND, "train", "test");

        DatasetVersions.Choice latest = versions.choose("panels", CLASSES);
        assertThat(latest.reference().getName()).isEqualTo("panels@ba9876543210");
        assertThat(latest.reference().getSha256()).isEqualTo(SECOND);
        assertThat(latest.looking()).isEmpty();
        DatasetVersions.Choice named = versions.choose("panels@01234567", CLASSES);
        assertThat(DatasetPart.parse(named.learning().getUri()))
                .isEqualTo(new DatasetPart("file:///store/" + FIRST + ".jsonl", "train", CLASSES));
        assertThat(DatasetPart.parse(named.looking().orElseThrow().getUri()).split())
                .isEqualTo("val");

        say(new DatasetVersionWithdrawn(SECOND, "wrong labels", FIRST));
        assertThat(versions.choose("panels", CLASSES).version().getVersion()).isEqualTo(FIRST);
        assertThatThrownBy(() -> versions.choose("panels@" + SECOND, CLASSES))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("was withdrawn: wrong labels. Use panels@" + FIRST);
    }

    @Test
    void shouldRefuseWhatThereIsNot() {
        assertThatThrownBy(() -> versions.choose("panels", CLASSES))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("There is no version 'panels' to learn from");
    }

    private final class Facts implements DatasetLog {
        @Override
        public List<DatasetEvent> facts() {
            return facts.stream().toList();
        }

        @Override
        public void append(DatasetEvent fact) {
            facts.add(fact);
        }

        @Override
        public void close() {}
    }
}
