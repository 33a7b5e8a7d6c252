package io.verdict.connectors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.events.LogPosition;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final UploadKey KEY = new UploadKey("ab".repeat(32), "listing \"1\"\n");
    private static final Ticket TICKET = new Ticket("image-1", "event-1", Instant.parse("2025-05-15T10:20:30.123456Z"));
    private static final Receipt RECEIPT = new Receipt(
            "image-1",
            new LogPosition("image-uploads", 3, 42L, "event-1"),
            new StoredObject("file:///a/b.jpg", "v1", KEY.sha256(), "cd".repeat(16), 1234L));

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("new/journal");
    }

    private Journal open() throws UploadException {
        return Journal.open(path, "cluster", "image-uploads");
    }

    @Test
    void shouldRememberReceipts() throws Exception {
        try (Journal journal = open()) {
            journal.intend(KEY, TICKET);
            journal.acknowledge(KEY, RECEIPT);
        }

        try (Journal again = open()) {
            assertThat(again.receipt(KEY)).contains(RECEIPT);
            assertThat(again.openTickets()).isEmpty();
        }
    }

    @Test
    void shouldRememberWhatWasNotAcknowledged() throws Exception {
        try (Journal journal = open()) {
            journal.intend(KEY, TICKET);
        }

        try (Journal again = open()) {
            assertThat(again.receipt(KEY)).isEmpty();
            assertThat(again.openTicket(KEY)).contains(TICKET);
        }
    }

    @Test
    void shouldTellListingsApart() throws Exception {
        try (Journal journal = open()) {
            journal.acknowledge(KEY, RECEIPT);

            assertThat(journal.receipt(new UploadKey(KEY.sha256(), "other"))).isEmpty();
        }
    }

    @Test
    void shouldForgetALineThatAKillCutShortAtAnyByte() throws Exception {
        try (Journal journal = open()) {
            journal.intend(KEY, TICKET);
        }
        byte[] before = Files.readAllBytes(path);
        try (Journal journal = open()) {
            journal.acknowledge(KEY, RECEIPT);
        }
        byte[] after = Files.readAllBytes(path);

        for (int length = before.length; length < after.length; length++) {
            Files.write(path, Arrays.copyOf(after, length));
            try (Journal cut = open()) {
                assertThat(cut.receipt(KEY)).isEmpty();
                assertThat(cut.openTicket(KEY)).contains(TICKET);
                cut.acknowledge(KEY, RECEIPT);
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(after);
        }
    }

    @Test
    void shouldBeginAgainWhereEvenTheHeaderWasCutShort() throws Exception {
        open().close();
        byte[] header = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(header, header.length - 1));

        open().close();

        assertThat(Files.readAllBytes(path)).isEqualTo(header);
    }

    @Test
    void shouldRefuseTheJournalOfAnotherCluster() throws Exception {
        open().close();

        assertThatThrownBy(() -> Journal.open(path, "other", "image-uploads"))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.JOURNAL))
                .hasMessageContaining("is of another cluster or topic");
    }

    @Test
    void shouldRefuseAFileThatIsNoJournal() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "dear diary\n");

        assertThatThrownBy(this::open)
                .hasMessageContaining("Line 1 of the journal")
                .hasMessageContaining("damaged");
        assertThat(path).hasContent("dear diary\n");
    }

    @Test
    void shouldNameADamagedLine() throws Exception {
        open().close();
        Files.writeString(path, "{\"intent\":oops}\n", StandardOpenOption.APPEND);

        assertThatThrownBy(this::open).hasMessageContaining("Line 2 of the journal " + path);
    }

    @Test
    void shouldRefuseAJournalInUse() throws Exception {
        try (Journal journal = open()) {
            assertThat(journal.openTickets()).isEmpty();
            assertThatThrownBy(this::open).hasMessageContaining("another run is using");
        }
        open().close();
    }

    @Test
    void shouldSayThatTheJournalCannotBeOpened() throws Exception {
        path = Files.createDirectory(folder.resolve("folder"));

        assertThatThrownBy(this::open).hasMessageContaining("Cannot open the journal");
    }

    @Test
    void shouldSayThatTheJournalCannotBeWritten() throws Exception {
        Journal journal = open();
        journal.close();

        assertThatThrownBy(() -> journal.intend(KEY, TICKET))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.JOURNAL))
                .hasMessageContaining("Cannot write the journal");
        assertThatThrownBy(() -> journal.acknowledge(KEY, RECEIPT)).hasMessageContaining("an earlier write");
        assertThat(journal.openTickets()).isEmpty();
    }

    @Test
    void shouldTakeManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Journal journal = open()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                UploadKey key = new UploadKey(KEY.sha256(), "listing-" + i);
                done.add(threads.submit(() -> {
                    journal.intend(key, TICKET);
                    journal.acknowledge(key, RECEIPT);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(lines())
                .hasSize(401)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        try (Journal again = open()) {
            assertThat(again.openTickets()).isEmpty();
            assertThat(again.receipt(new UploadKey(KEY.sha256(), "listing-199")))
                    .contains(RECEIPT);
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(path);
    }
}
