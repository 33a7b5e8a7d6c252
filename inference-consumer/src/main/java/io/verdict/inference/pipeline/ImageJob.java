package io.verdict.inference.pipeline;

import io.verdict.inference.decide.Accepted;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One photo on its way, with the versions that are to decide on it. Handed from stage to stage; only the collecting of
 * outputs happens on several threads.
 */
final class ImageJob {
    /** One version that is to decide. */
    record Assignment(PlanInService plan, ArmInService arm) {}

    private final Accepted accepted;
    private final Duty duty;
    private final List<Assignment> assignments;
    private final Answering answering;
    private int attempts;
    private long failingSinceNanos;
    private long lastFailureNanos;
    private int contradicted;

    /** @param plans retained; the job releases them */
    ImageJob(Accepted accepted, Duty duty, List<PlanInService> plans, Admission admission, Ticket<Outcome> ticket) {
        this.accepted = accepted;
        this.duty = duty;
        this.assignments = assign(accepted.photo().getImageId(), duty, plans);
        this.answering = new Answering(
                plans,
                assignments.size(),
                admission,
                Math.max(0, accepted.photo().getObject().getSizeBytes()),
                ticket,
                accepted.photo().getUploadedAt());
        assignments.forEach(assignment -> assignment.arm().model().expect());
    }

    private static List<Assignment> assign(String imageId, Duty duty, List<PlanInService> plans) {
        List<Assignment> assignments = new ArrayList<>();
        for (PlanInService plan : plans) {
            switch (duty) {
                case DECIDE -> assignments.add(new Assignment(plan, plan.decider(imageId)));
                case PREDICT, PREDICT_SHADOW ->
                    throw new IllegalArgumentException("A photo is no request for a prediction");
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
        return answering.isCancelled();
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
        answering.output(output, onCommitted);
    }

    /** No model will be asked about this photo. */
    void withdraw() {
        assignments.forEach(assignment -> assignment.arm().model().withdraw());
    }

    /** One version is done; the last one completes the photo. */
    void assignmentDone() {
        answering.versionDone();
    }

    /** What keeps the photo from being answered now; it will be processed again. */
    void breakOff(Throwable cause) {
        answering.breakOff(cause);
    }

    /** Hands the outcome over; once. */
    void complete() {
        answering.complete();
    }
}
