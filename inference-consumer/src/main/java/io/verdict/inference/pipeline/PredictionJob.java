package io.verdict.inference.pipeline;

import io.verdict.inference.decide.Requested;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One request on its way, with the version that is to answer it. Handed from stage to stage; completed once. */
final class PredictionJob {
    /** Made beforehand, as there may be no memory to make it with. */
    private static final Outcome NO_MEMORY = new Outcome.Broken(
            new KafkaException("The memory ran out while a request was answered; give the process more"));

    private final Requested requested;
    private final PlanInService plan;
    private final ArmInService arm;
    private final Admission admission;
    private final Ticket<Outcome> ticket;
    private final AtomicBoolean completed = new AtomicBoolean();
    private final long receivedNanos = System.nanoTime();

    /** @param plan retained, and the job releases it; null where none is in service */
    PredictionJob(Requested requested, PlanInService plan, Admission admission, Ticket<Outcome> ticket) {
        this.requested = requested;
        this.plan = plan;
        this.arm = plan == null ? null : plan.decider(requested.event().getRequestId());
        this.admission = admission;
        this.ticket = ticket;
        admission.enter(requested.bytes());
    }

    Requested requested() {
        return requested;
    }

    PlanInService plan() {
        return plan;
    }

    ArmInService arm() {
        return arm;
    }

    boolean isCancelled() {
        return ticket.isCancelled();
    }

    /** Nobody waits for it any more. */
    void drop() {
        complete(new Outcome.Answered(List.of(), receivedNanos, null, () -> {}));
    }

    void answer(ProducerRecord<byte[], byte[]> output, Runnable onCommitted) {
        complete(new Outcome.Answered(List.of(output), receivedNanos, null, onCommitted));
    }

    /** What keeps the request from being answered now; it will be processed again. */
    void breakOff(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            complete(NO_MEMORY);
        } else {
            complete(new Outcome.Broken(
                    cause instanceof RuntimeException known
                            ? known
                            : new IllegalStateException("The process cannot go on: " + cause, cause)));
        }
    }

    private void complete(Outcome outcome) {
        if (!completed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (plan != null) {
                plan.release();
            }
            // Before the ticket, as completing it lets the loop look for room.
            admission.leave(requested.bytes());
        } finally {
            ticket.complete(outcome);
        }
    }
}
