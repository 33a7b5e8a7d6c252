package io.verdict.connectors.ingest;

import io.verdict.connectors.store.Content;
import io.verdict.events.ImageUploaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Publishes the files of one batch, each once: bytes that are in the journal, or that another file of the batch has, are
 * not published again. Thread-safe.
 */
final class PhotoPublisher {

    private final IngestEdge edge;
    private final UploadLog log;
    private final Optional<Journal> journal;
    private final StableFile files = new StableFile();
    private final ConcurrentMap<UploadKey, CompletableFuture<Receipt>> claims = new ConcurrentHashMap<>();

    PhotoPublisher(IngestEdge edge, UploadLog log, Optional<Journal> journal) {
        this.edge = edge;
        this.log = log;
        this.journal = journal;
    }

    FileOutcome publish(Path path, UploadDetails details) {
        try {
            Content content = files.read(path);
            if (journal.isEmpty()) {
                return new FileOutcome.Published(path, send(content, details, edge.ticket()));
            }
            return once(path, content, details, journal.get());
        } catch (IOException | UploadException | RuntimeException e) {
            return new FileOutcome.Failed(
                    path, UploadFaults.translate(e, path.toString()).failure());
        }
    }

    private FileOutcome once(Path path, Content content, UploadDetails details, Journal memory)
            throws IOException, UploadException {
        UploadKey key = new UploadKey(content.digests().sha256(), details.listing());
        Optional<Receipt> earlier = memory.receipt(key);
        if (earlier.isPresent()) {
            return new FileOutcome.AlreadyPublished(path, earlier.get());
        }
        CompletableFuture<Receipt> mine = new CompletableFuture<>();
        CompletableFuture<Receipt> first = claims.putIfAbsent(key, mine);
        if (first != null) {
            return new FileOutcome.AlreadyPublished(path, first.join());
        }
        try {
            Receipt receipt = remembered(key, content, details, memory);
            mine.complete(receipt);
            return new FileOutcome.Published(path, receipt);
        } catch (IOException | UploadException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private Receipt remembered(UploadKey key, Content content, UploadDetails details, Journal memory)
            throws IOException, UploadException {
        Optional<Ticket> before = memory.openTicket(key);
        Ticket ticket = before.orElseGet(edge::ticket);
        ImageUploaded upload = edge.admit(content, details, ticket);
        if (before.isEmpty()) {
            memory.intend(key, ticket);
        }
        Receipt receipt = append(upload);
        memory.acknowledge(key, receipt);
        return receipt;
    }

    private Receipt send(Content content, UploadDetails details, Ticket ticket) throws IOException {
        return append(edge.admit(content, details, ticket));
    }

    private Receipt append(ImageUploaded upload) {
        return new Receipt(
                upload.getPhoto().getImageId(),
                log.append(upload).join(),
                upload.getPhoto().getObject());
    }
}
