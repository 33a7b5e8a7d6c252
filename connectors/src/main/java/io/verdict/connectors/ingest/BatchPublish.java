package io.verdict.connectors.ingest;

import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Publishes files and folders, in parallel and resumably. Batches with different journals may overlap. */
final class BatchPublish {

    private final IngestEdge edge;
    private final UploadLog log;
    private final Clock clock;
    private final int workers;

    BatchPublish(IngestEdge edge, UploadLog log, Clock clock, int workers) {
        this.edge = edge;
        this.log = log;
        this.clock = clock;
        this.workers = workers;
    }

    BatchSummary run(BatchRequest request, BatchListener listener) throws UploadException, InterruptedException {
        Instant start = clock.instant();
        if (request.journal().isEmpty()) {
            return publish(request, listener, new PhotoPublisher(edge, log, Optional.empty()), start);
        }
        try (Journal journal = Journal.open(request.journal().get(), log.clusterId(), Topics.IMAGE_UPLOADS.name())) {
            settle(journal);
            return publish(request, listener, new PhotoPublisher(edge, log, Optional.of(journal)), start);
        }
    }

    /** Asks the log about uploads that an earlier run sent without living to see the answer. */
    private void settle(Journal journal) throws UploadException {
        Map<UploadKey, Ticket> open = journal.openTickets();
        if (open.isEmpty()) {
            return;
        }
        Set<String> imageIds = open.values().stream().map(Ticket::imageId).collect(Collectors.toSet());
        Instant since = open.values().stream()
                .map(Ticket::uploadedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Map<String, Receipt> found = log.find(imageIds, since);
        for (Map.Entry<UploadKey, Ticket> each : open.entrySet()) {
            Receipt receipt = found.get(each.getValue().imageId());
            if (receipt != null) {
                journal.acknowledge(each.getKey(), receipt);
            }
        }
    }

    private BatchSummary publish(BatchRequest request, BatchListener listener, PhotoPublisher publisher, Instant start)
            throws InterruptedException {
        PhotoWalk walk = PhotoWalk.of(request.paths());
        BatchTally tally = new BatchTally(walk, listener);
        Queue<Path> todo = new ConcurrentLinkedQueue<>(walk.photos());
        ExecutorService pool = Executors.newFixedThreadPool(workers, Workers.named("publish"));
        try {
            for (Future<Void> worker : pool.invokeAll(copies(() -> work(todo, request, publisher, tally)))) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A worker of the batch died", e.getCause());
        } finally {
            todo.clear();
            pool.shutdownNow();
        }
        return tally.summary(Duration.between(start, clock.instant()));
    }

    private List<Callable<Void>> copies(Callable<Void> worker) {
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(worker);
        }
        return all;
    }

    private static Void work(Queue<Path> todo, BatchRequest request, PhotoPublisher publisher, BatchTally tally) {
        try {
            for (Path path = todo.poll(); path != null && !tally.stopped(); path = todo.poll()) {
                tally.count(publisher.publish(path, request.details().apply(path)));
            }
            return null;
        } catch (RuntimeException | Error e) {
            // The others need not go on for a batch that ends with an exception.
            todo.clear();
            throw e;
        }
    }
}
