package io.verdict.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.Envelope;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.DatasetLog;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
