package io.verdict.connectors.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.verdict.connectors.ingest.UploadFailure.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a batch has published, so that a run after a kill publishes only the rest.
 *
 * <p>Before an upload is sent its identity is written down and forced to disk; afterwards its receipt. An identity
 * without a receipt may or may not be in the log: the log is asked. Lines are JSON, one fact each. Thread-safe.
 */
final class Journal implements AutoCloseable {

    private final Path path;
    private final JournalFile file;
    private final Map<UploadKey, Receipt> receipts = new ConcurrentHashMap<>();
    private final Map<UploadKey, Ticket> open = new ConcurrentHashMap<>();

    private Journal(Path path, JournalFile file) {
        this.path = path;
        this.file = file;
    }

    /** Opens or begins the journal of a topic in a cluster. */
    static Journal open(Path path, String cluster, String topic) throws UploadException {
        try {
            Journal journal = new Journal(path, JournalFile.open(path));
            try {
                journal.begin(cluster, topic);
                return journal;
            } catch (IOException | UploadException e) {
                journal.file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UploadException(
                    Reason.JOURNAL, "Cannot open the journal %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private void begin(String cluster, String topic) throws IOException, UploadException {
        JournalLine expected = JournalLine.header(cluster, topic);
        List<String> lines = file.lines();
        if (lines.isEmpty()) {
            file.appendDurably(expected.json());
            return;
        }
        for (int number = 1; number <= lines.size(); number++) {
            JournalLine line = parse(lines.get(number - 1), number);
            if (number == 1 && !expected.equals(line)) {
                throw new UploadException(
                        Reason.JOURNAL,
                        "The journal %s is of another cluster or topic (%s, not %s); name another journal"
                                .formatted(path, lines.get(0), expected.json()),
                        null);
            }
            apply(line);
        }
    }

    private JournalLine parse(String line, int number) throws UploadException {
        try {
            return JournalLine.parse(line);
        } catch (JsonProcessingException e) {
            throw new UploadException(
                    Reason.JOURNAL,
                    "Line %d of the journal %s is damaged: %s. Repair it, or name another journal"
                            .formatted(number, path, e.getOriginalMessage()),
                    e);
        }
    }

    private void apply(JournalLine line) {
        if (line.intent() != null) {
            open.put(line.intent().key(), line.intent().ticket());
        } else if (line.receipt() != null) {
            receipts.put(line.receipt().key(), line.receipt().receipt());
            open.remove(line.receipt().key());
        }
    }

    /** The receipt of an upload that is known to be in the log. */
    Optional<Receipt> receipt(UploadKey key) {
        return Optional.ofNullable(receipts.get(key));
    }

    /** The identity that an upload was given before and that has no receipt. */
    Optional<Ticket> openTicket(UploadKey key) {
        return Optional.ofNullable(open.get(key));
    }

    /** Every identity without a receipt. */
    Map<UploadKey, Ticket> openTickets() {
        return Map.copyOf(open);
    }

    /** Writes down, for good, that an upload is about to be published. */
    void intend(UploadKey key, Ticket ticket) throws UploadException {
        try {
            file.appendDurably(JournalLine.intent(key, ticket).json());
        } catch (IOException e) {
            throw unwritable(e);
        }
        open.put(key, ticket);
    }

    /** Writes down that an upload is in the log; lost in a power cut, it is found there again. */
    void acknowledge(UploadKey key, Receipt receipt) throws UploadException {
        try {
            file.append(JournalLine.receipt(key, receipt).json());
        } catch (IOException e) {
            throw unwritable(e);
        }
        receipts.put(key, receipt);
        open.remove(key);
    }

    private UploadException unwritable(IOException fault) {
        return new UploadException(
                Reason.JOURNAL,
                "Cannot write the journal %s: %s. What is published stays; run again to go on"
                        .formatted(path, fault.getMessage()),
                fault);
    }

    @Override
    public void close() throws UploadException {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
