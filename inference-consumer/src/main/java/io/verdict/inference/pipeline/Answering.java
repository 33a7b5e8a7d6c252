package io.verdict.inference.pipeline;

import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.PlanInService;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What comes of one record that several versions may be asked about: collects what they say, and hands it over once. Holds
 * the record's place in the pipeline and its plans until then. Collecting may happen on several threads.
 */
final class Answering {
    /** Made beforehand, as there may be no memory to make it with. */
    private static final Outcome NO_MEMORY = new Outcome.Broken(
            new KafkaException("The memory ran out while a record was answered; give the process more"));

    private final List<PlanInService> plans;
    private final Admission admission;
    private final long bytes;
    private final Ticket<Outcome> ticket;
    private final Instant uploadedAt;
    private final long receivedNanos = System.nanoTime();
    private final ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> outputs = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> counters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open;
    private volatile Throwable broken;

    /**
     * Takes the record's place.
     *
     * @param plans retained; released when it is handed over
     * @param versions how many are asked
     * @param bytes that count for the admission
     * @param uploadedAt when its photo was uploaded; null for a record that is no photo
     */
    Answering(
            List<PlanInService> plans,
            int versions,
            Admission admission,
            long bytes,
            Ticket<Outcome> ticket,
            Instant uploadedAt) {
        this.plans = plans;
        this.open = new AtomicInteger(versions);
        this.admission = admission;
        this.bytes = bytes;
        this.ticket = ticket;
        this.uploadedAt = uploadedAt;
        admission.enter(bytes);
    }

    boolean isCancelled() {
        return ticket.isCancelled();
    }

    /** Adds a record to what will be committed. */
    void output(ProducerRecord<byte[], byte[]> output, Runnable onCommitted) {
        outputs.add(output);
        counters.add(onCommitted);
    }

    /** One version is done; the last one hands over. */
    void versionDone() {
        if (open.decrementAndGet() == 0) {
            complete();
        }
    }

    /** What keeps the record from being answered now; it will be processed again. */
    void breakOff(Throwable cause) {
        broken = cause;
    }

    /** Hands the outcome over; once. */
    void complete() {
        Outcome outcome;
        try {
            outcome = outcome();
        } catch (OutOfMemoryError e) {
            outcome = NO_MEMORY;
        }
        finish(outcome);
    }

    private Outcome outcome() {
        Throwable cause = broken;
        if (cause == null) {
            return new Outcome.Answered(
                    List.copyOf(outputs), receivedNanos, uploadedAt, () -> counters.forEach(Runnable::run));
        }
        if (cause instanceof OutOfMemoryError) {
            return NO_MEMORY;
        }
        return new Outcome.Broken(
                cause instanceof RuntimeException known
                        ? known
                        : new IllegalStateException("The process cannot go on: " + cause, cause));
    }

    private void finish(Outcome outcome) {
        try {
            plans.forEach(PlanInService::release);
            // Before the ticket, as completing it lets the loop look for room.
            admission.leave(bytes);
        } finally {
            ticket.complete(outcome);
        }
    }
}
