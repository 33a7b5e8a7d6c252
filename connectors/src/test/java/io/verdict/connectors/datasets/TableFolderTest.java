package io.verdict.connectors.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.datasets.DatasetDesk.Answer;
import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.events.DatasetEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SYS-5, LAB-4: files that are dropped into a folder become versions, or are put aside with the reason. */
class TableFolderTest {

    @TempDir
    Path root;

    private final List<DatasetEvent> facts = new ArrayList<>();
    private boolean logIsThere = true;
    private Path drop;
    private TableFolder folder;

    @BeforeEach
    void open() throws IOException {
        drop = Files.createDirectories(root.resolve("drop"));
        DatasetDesk desk = new DatasetDesk(log(), FileObjectStore.open(root.resolve("objects")), Clock.systemUTC());
        byte[] schema = Tickets.schemaYaml().getBytes(StandardCharsets.UTF_8);
        folder = new TableFolder(
                drop, file -> desk.publish("tickets", TableFiles.of("tickets.yaml", schema, List.of(file)), "ann"));
    }

    private DatasetLog log() {
        return new DatasetLog() {
            @Override
            public List<DatasetEvent> facts() throws IOException {
                if (!logIsThere) {
                    throw new IOException("nobody answers");
                }
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
        };
    }

    private Path put(String name, SourceFile file) throws IOException {
        return Files.write(drop.resolve(name), file.bytes());
    }

    private List<Outcome> lookTwice() throws IOException {
        assertThat(folder.look()).as("it may not be whole yet").isEmpty();
        return folder.look();
    }

    @Test
    void shouldMakeAVersionOfEachFileOnceInTheOrderInWhichTheyCame() throws IOException {
        Path second = put("a.csv", Tickets.csv(60, 2));
        Path first = put("b.csv", Tickets.csv(60, 1));
        Files.setLastModifiedTime(first, FileTime.fromMillis(1_000_000));
        Files.setLastModifiedTime(second, FileTime.fromMillis(2_000_000));

        assertThat(lookTwice()).extracting(Outcome::file).containsExactly("b.csv", "a.csv");
        assertThat(facts).hasSize(2);
        assertThat(folder.look()).isEmpty();
        assertThat(drop.resolve("published/a.csv")).exists();

        put("a.csv", Tickets.csv(60, 2));
        assertThat(lookTwice()).singleElement().isInstanceOfSatisfying(Outcome.Published.class, again -> assertThat(
                        again.isNew())
                .isFalse());
        assertThat(facts).hasSize(2);
        assertThat(drop.resolve("published/2-a.csv")).exists();
    }

    @Test
    void shouldPutABadFileAsideWithPlaceAndReasonAndNotTryItAgain() throws IOException {
        put("bad.csv", new SourceFile("bad.csv", "ticket_id,customer\n1,\"C".getBytes(StandardCharsets.UTF_8)));
        put("sheet.xlsx", new SourceFile("sheet.xlsx", new byte[] {'P', 'K'}));

        List<Outcome> outcomes = lookTwice();

        assertThat(outcomes).hasSize(2).allSatisfy(each -> assertThat(each).isInstanceOf(Outcome.Refused.class));
        assertThat(facts).isEmpty();
        assertThat(drop.resolve("refused/bad.csv.why.txt")).content().contains("bad.csv:");
        assertThat(drop.resolve("refused/sheet.xlsx.why.txt")).content().contains("sheet.xlsx");
        assertThat(lookTwice()).isEmpty();
    }

    @Test
    void shouldWaitForAFileThatStillGrowsAndPassOverWhatIsOnItsWay() throws IOException {
        byte[] bytes = Tickets.csv(60, 3).bytes();
        Path growing = Files.write(drop.resolve("slow.csv"), new byte[] {bytes[0]});
        put("later.csv.part", Tickets.csv(60, 4));
        put(".hidden.csv", Tickets.csv(60, 5));
        for (int i = 1; i < 4; i++) {
            assertThat(folder.look()).isEmpty();
            Files.write(growing, new byte[] {bytes[i]}, StandardOpenOption.APPEND);
        }
        Files.write(growing, bytes);
        assertThat(folder.look()).isEmpty();

        assertThat(folder.look()).singleElement().isInstanceOfSatisfying(Outcome.Published.class, done -> assertThat(
                        done.file())
                .isEqualTo("slow.csv"));
    }

    @Test
    void shouldKeepAFileUntilTheLogIsThereAgain() throws IOException {
        put("a.csv", Tickets.csv(60, 6));
        logIsThere = false;
        assertThat(lookTwice()).containsExactly(new Outcome.Delayed("a.csv", "nobody answers"));
        assertThat(drop.resolve("a.csv")).exists();

        logIsThere = true;
        assertThat(folder.look()).singleElement().isInstanceOf(Outcome.Published.class);
    }

    /** Killed between the fact and the move. */
    @Test
    void shouldOnlyMoveWhatIsPublishedAlready() throws IOException {
        put("a.csv", Tickets.csv(60, 7));
        Answer.Done before =
                (Answer.Done) new DatasetDesk(log(), FileObjectStore.open(root.resolve("objects")), Clock.systemUTC())
                        .publish(
                                "tickets",
                                TableFiles.of(
                                        "tickets.yaml",
                                        Tickets.schemaYaml().getBytes(StandardCharsets.UTF_8),
                                        List.of(SourceFile.read(drop.resolve("a.csv")))),
                                "ann");

        assertThat(lookTwice()).containsExactly(new Outcome.Published("a.csv", before.fact(), false));
        assertThat(facts).hasSize(1);
        assertThat(drop.resolve("a.csv")).doesNotExist();
    }
}
