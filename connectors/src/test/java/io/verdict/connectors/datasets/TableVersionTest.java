package io.verdict.connectors.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.datasets.DatasetDesk.Answer;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.tabular.GoldRow;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TablePart;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetReference;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.TrainingData;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as dataset versions, from files to a fact and back to rows (LAB-4, LAB-5, SYS-4, SYS-5). */
class TableVersionTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-15T10:00:00Z"), ZoneOffset.UTC);
    private static final String HEADER = "ticket_id,customer,created_at,text,topic\n";

    @TempDir
    Path folder;

    private final List<DatasetEvent> facts = new ArrayList<>();
    private FileObjectStore store;
    private DatasetDesk desk;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
        desk = new DatasetDesk(
                new DatasetLog() {
                    @Override
                    public List<DatasetEvent> facts() {
                        return List.copyOf(facts);
                    }

                    @Override
                    public void append(DatasetEvent fact) {
                        facts.add(fact);
                    }

                    @Override
                    public void close() {
                        // Nothing is held.
                    }
                },
                store,
                CLOCK);
    }

    @Test
    void shouldPublishATableThatIsReadBackByTheHashOfTheLog() throws Exception {
        SourceFile good = Tickets.csv(200, 1);
        String broken = "901,C1,yesterday,my parcel,delivery\n";
        DatasetVersionPublished version = published(publish(Tickets.schemaYaml(), plus(good, broken)));

        assertThat(version.getVersion()).isEqualTo(version.getManifest().getSha256());
        assertThat(version.getTable().getRows()).isEqualTo(200);
        assertThat(version.getTable().getQuarantinedRows()).isEqualTo(1);
        assertThat(text(ObjectRef.of(version.getTable().getQuarantine()))).contains("created_at", "yesterday");
        assertThat(version.getTable().getSources().get(0).getRows()).isEqualTo(201);
        assertThat(version.getSplits()).extracting(DatasetSplit::getName).containsExactly("train", "val", "test");
        assertThat(version.getSplits().stream().mapToInt(DatasetSplit::getShare).sum())
                .isEqualTo(10_000);

        GoldTable table = new StoredTables(store).read(version);
        assertThat(table.rows()).hasSize(200);
        for (DatasetSplit split : version.getSplits()) {
            List<GoldRow> rows = table.part(Split.published(split.getName()).orElseThrow());
            assertThat((long) rows.size()).isEqualTo(split.getImages());
            assertThat(split.getClasses().stream()
                            .mapToLong(ClassCount::getBoxes)
                            .sum())
                    .isEqualTo(split.getImages());
        }
        TrainingData test = new TrainingData(
                new DatasetReference("tickets@1", version.getVersion()),
                TablePart.of(version, Split.TEST).uri());
        assertThat(new StoredTables(store).rows(test)).isEqualTo(table.part(Split.TEST));
        assertThat(table.without(Split.TEST).part(Split.TEST)).isEmpty();
    }

    @Test
    void shouldCommitToTheTestRows() throws Exception {
        DatasetVersionPublished version = published(publish(Tickets.schemaYaml(), Tickets.csv(100, 2)));

        // Tickets have no line breaks of their own, so lines are records.
        MerkleTree tests = new MerkleTree();
        text(ObjectRef.of(version.getManifest()))
                .lines()
                .filter(line -> line.startsWith("TEST,"))
                .forEach(line -> tests.add((line + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(tests.size()).isPositive();
        assertThat(version.getTestRoot()).isEqualTo(HexFormat.of().formatHex(tests.root()));
    }

    @Test
    void shouldPublishTheSameRowsOnceAndByOtherRulesAgain() throws Exception {
        SourceFile file = Tickets.csv(60, 3);
        List<String> lines = new ArrayList<>(text(file).lines().skip(1).toList());
        Collections.shuffle(lines, new Random(7));
        SourceFile shuffled = file("other.csv", HEADER + String.join("\n", lines) + "\n");
        String version = published(publish(Tickets.schemaYaml(), file)).getVersion();

        Answer again = publish(Tickets.schemaYaml(), shuffled);
        assertThat(published(again).getVersion()).isEqualTo(version);
        assertThat(((Answer.Done) again).isNew()).isFalse();
        assertThat(facts).hasSize(1);
        // The bound on bad rows changes no row, but it is another rule.
        Answer stricter = publish(Tickets.schemaYaml().replace("worstBadShare: 0.01", "worstBadShare: 0"), file);
        assertThat(published(stricter).getVersion()).isNotEqualTo(version);
    }

    @Test
    void shouldFallBackToTheLastGoodVersionAndNeverPublishAWithdrawnOneAgain() throws Exception {
        String first =
                published(publish(Tickets.schemaYaml(), Tickets.csv(60, 4))).getVersion();
        String second =
                published(publish(Tickets.schemaYaml(), Tickets.csv(60, 5))).getVersion();

        Answer.Done withdrawn = (Answer.Done) desk.withdraw("tickets", second, "wrong topics", "ann");
        assertThat(((DatasetVersionWithdrawn) withdrawn.fact().getFact()).getLastGood())
                .isEqualTo(first);
        Answer.Refused refused = (Answer.Refused) publish(Tickets.schemaYaml(), Tickets.csv(60, 5));
        assertThat(refused.problems().get(0)).contains("was withdrawn: wrong topics");
    }

    @Test
    void shouldPublishNothingOfABadFileAndSayWhere() throws Exception {
        String bad = HEADER + "1,C1,2026-03-01T06:00:00Z,text,delivery\n2,C2,2026-03-01T06:00:00Z,text,parking\n";
        Answer.Refused refused = (Answer.Refused) publish(Tickets.schemaYaml(), file("bad.csv", bad));

        assertThat(refused.problems().get(0)).contains("1 of 2 rows are bad", "bad.csv:3: topic (5): \"parking\"");
        assertThat(facts).isEmpty();
        List<String> stored = new ArrayList<>();
        store.list("", object -> stored.add(object.uri()));
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldRefuseATableThatNobodyCanBeTestedOn() throws Exception {
        String row = HEADER + "1,C1,2026-03-01T06:00:00Z,text,delivery\n";
        Answer.Refused refused = (Answer.Refused) publish(Tickets.schemaYaml(), file("one.csv", row));
        assertThat(refused.problems().get(0)).containsAnyOf("no row falls into", "no rows are left to train with");
    }

    @Test
    void shouldReadNothingThatWasAltered() throws Exception {
        DatasetVersionPublished version = published(publish(Tickets.schemaYaml(), Tickets.csv(60, 6)));
        TrainingData data = new TrainingData(
                new DatasetReference("tickets@1", "0".repeat(64)),
                TablePart.of(version, Split.TRAIN).uri());
        StoredTables tables = new StoredTables(store);

        assertThatThrownBy(() -> tables.read(data)).isInstanceOf(StoreException.class);
        Path schema = Path.of(URI.create(version.getTable().getSchemaFile().getUri()));
        Files.writeString(schema, Files.readString(schema).replace("billing", "bills"));
        assertThatThrownBy(() -> tables.read(version)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> TablePart.parse("file:///a.jsonl#split=train&classes=dent"))
                .hasMessageContaining("is no part of a table");
    }

    private Answer publish(String schema, SourceFile file) throws IOException, TableFormatException {
        return desk.publish(
                "tickets",
                TableFiles.of("tickets.yaml", schema.getBytes(StandardCharsets.UTF_8), List.of(file)),
                "ann");
    }

    private static DatasetVersionPublished published(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return (DatasetVersionPublished) ((Answer.Done) answer).fact().getFact();
    }

    private String text(ObjectRef object) throws StoreException {
        return new String(store.get(object), StandardCharsets.UTF_8);
    }

    private static String text(SourceFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private static SourceFile plus(SourceFile file, String more) {
        return file(file.name(), text(file) + more);
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
