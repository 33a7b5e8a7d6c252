package io.verdict.inference.pipeline;

import io.verdict.inference.decide.Accepted;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One photo on its way, with the versions that are to decide on it. Handed from stage to stage; only the collecting of
 * outputs happens on several threads.
 */
final class ImageJob {
    /** One version that is to decide. */
    record Assignment(PlanInService plan, ArmInService arm) {}

    /** Made beforehand, as there may be no memory to make it with. */
    private static final Outcome NO_MEMORY = new Outcome.Broken(
            new KafkaException("The memory ran out while a photo was answered; give the process more"));

    private final Accepted accepted;
    private final Duty duty;
    private final List<PlanInService> plans;
    private final List<Assignment> assignments;
    private final Admission admission;
    private final Ticket<Outcome> ticket;
    private final long receivedNanos = System.nanoTime();
    private final ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> outputs = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> counters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open;
    private int attempts;
    private long failingSinceNanos;
    private long lastFailureNanos;
    private int contradicted;
    private volatile Throwable broken;

    /** @param plans retained; the job releases them */
    ImageJob(Accepted accepted, Duty duty, List<PlanInService> plans, Admission admission, Ticket<Outcome> ticket) {
        this.accepted = accepted;
        this.duty = duty;
        this.plans = plans;
        this.admission = admission;
        this.ticket = ticket;
        this.assignments = assign(accepted.photo().getImageId(), duty, plans);
        this.open = new AtomicInteger(assignments.size());
        admission.enter(size());
        assignments.forEach(assignment -> assignment.arm().model().expect());
    }

    private static List<Assignment> assign(String imageId, Duty duty, List<PlanInService> plans) {
        List<Assignment> assignments = new ArrayList<>();
        for (PlanInService plan : plans) {
            switch (duty) {
                case DECIDE -> assignments.add(new Assignment(plan, plan.decider(imageId)));
                case PREDICT -> throw new IllegalArgumentException("A photo is no request for a prediction");
                case SHADOW -> plan.shadows(imageId).forEach(arm -> assignments.add(new Assignment(plan, arm)));
            }
        }
        return List.copyOf(assignments);
    }

    Accepted accepted() {
        return accepted;
    }

    Duty duty() {
        return duty;
    }

    List<Assignment> assignments() {
        return assignments;
    }

    boolean isCancelled() {
        return ticket.isCancelled();
    }

    /**
     * Counts a failed attempt on the store; returns how many there have been.
     *
     * @param answeredOthersSince whether the store has answered for any photo since then, in {@link System#nanoTime}
     */
    int attemptFailed(LongPredicate answeredOthersSince) {
        long now = System.nanoTime();
        if (attempts == 0) {
            failingSinceNanos = now;
        } else if (answeredOthersSince.test(lastFailureNanos)) {
            contradicted++;
        }
        lastFailureNanos = now;
        return ++attempts;
    }

    /** How long the store has not answered, in nanoseconds. */
    long failingNanos() {
        return System.nanoTime() - failingSinceNanos;
    }

    /** How many attempts failed while the store did answer for others. */
    int contradicted() {
        return contradicted;
    }

    /** Adds a record to what will be committed for this photo. */
    void output(ProducerRecord<byte[], byte[]> output, Runnable onCommitted) {
        outputs.add(output);
        counters.add(onCommitted);
    }

    /** No model will be asked about this photo. */
    void withdraw() {
        assignments.forEach(assignment -> assignment.arm().model().withdraw());
    }

    /** One version is done; the last one completes the photo. */
    void assignmentDone() {
        if (open.decrementAndGet() == 0) {
            complete();
        }
    }

    /** What keeps the photo from being answered now; it will be processed again. */
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
                    List.copyOf(outputs),
                    receivedNanos,
                    accepted.photo().getUploadedAt(),
                    () -> counters.forEach(Runnable::run));
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
            admission.leave(size());
        } finally {
            ticket.complete(outcome);
        }
    }

    private long size() {
        return Math.max(0, accepted.photo().getObject().getSizeBytes());
    }
}
