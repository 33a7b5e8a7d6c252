package io.verdict.inference.pipeline;

import io.verdict.inference.decide.Requested;
import io.verdict.inference.progress.Outcome;
import io.verdict.inference.progress.Ticket;
import io.verdict.inference.serving.ArmInService;
import io.verdict.inference.serving.PlanInService;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One request on its way, with the versions that are to answer it. Handed from stage to stage. */
final class PredictionJob {
    private final Requested requested;
    private final Duty duty;
    private final Optional<PlanInService> plan;
    private final List<ArmInService> arms;
    private final Answering answering;

    /** @param plan retained, and the job releases it; empty where none is in service */
    PredictionJob(
            Requested requested, Duty duty, Optional<PlanInService> plan, Admission admission, Ticket<Outcome> ticket) {
        this.requested = requested;
        this.duty = duty;
        this.plan = plan;
        this.arms = plan.map(inService -> arms(requested.event().getRequestId(), duty, inService))
                .orElse(List.of());
        this.answering = new Answering(plan.stream().toList(), arms.size(), admission, requested.bytes(), ticket, null);
        arms.forEach(arm -> arm.model().expect());
    }

    private static List<ArmInService> arms(String requestId, Duty duty, PlanInService plan) {
        return switch (duty) {
            case PREDICT -> List.of(plan.decider(requestId));
            case PREDICT_SHADOW -> plan.shadows(requestId);
            case DECIDE, SHADOW -> throw new IllegalArgumentException("A request for a prediction is no photo");
        };
    }

    Requested requested() {
        return requested;
    }

    Duty duty() {
        return duty;
    }

    /** Whether a model is in service that could answer. */
    boolean isServed() {
        return plan.isPresent();
    }

    /** Only where it is served. */
    PlanInService plan() {
        return plan.orElseThrow();
    }

    /** The versions that are asked; none where nothing is in service, or no shadow is. */
    List<ArmInService> arms() {
        return arms;
    }

    boolean isCancelled() {
        return answering.isCancelled();
    }

    /** Adds a record to what will be committed for this request. */
    void output(ProducerRecord<byte[], byte[]> output, Runnable onCommitted) {
        answering.output(output, onCommitted);
    }

    /** One version is done; the last one completes the request. */
    void armDone() {
        answering.versionDone();
    }

    /** What keeps the request from being answered now; it will be processed again. */
    void breakOff(Throwable cause) {
        answering.breakOff(cause);
    }

    /** Hands the outcome over where no version is asked. */
    void complete() {
        answering.complete();
    }
}
