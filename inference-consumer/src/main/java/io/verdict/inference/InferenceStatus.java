package io.verdict.inference;

import io.verdict.events.Arm;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.serving.Refusal;
import io.verdict.inference.status.Counts;
import io.verdict.inference.status.Latency;
import io.verdict.inference.status.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an {@link InferenceConsumer} is doing, at one moment; parts of it are read one after the other.
 *
 * @param loops the deciding loop, then those of shadows and of predictions where there are any
 * @param plans what is in service
 * @param missingPlans models that photos wait for, because they have no plan in service
 * @param refusals plans that are not served, and why
 * @param servingProblem what keeps the plans from being followed or loaded; empty where nothing does
 */
public record InferenceStatus(
        List<LoopStatus> loops,
        List<ServedPlan> plans,
        List<String> missingPlans,
        List<Refusal> refusals,
        String servingProblem,
        Counts counts,
        Map<Stage, Latency> latencies) {

    /** A plan in service. */
    public record ServedPlan(String model, String rolloutId, String planEventId, Instant since, List<ServedArm> arms) {}

    /**
     * A version in service.
     *
     * @param runtime what its sessions got, and why
     * @param queued photos that wait for one of its sessions
     * @param inMemory whether it has sessions now; the next photo has it loaded where not
     */
    public record ServedArm(
            Arm arm,
            String version,
            String sha256,
            int shareBasisPoints,
            RuntimeReport runtime,
            ModelBreaker.State breaker,
            int queued,
            boolean inMemory) {}

    /** The loop that decides. */
    public LoopStatus deciding() {
        return loops.get(0);
    }

    /** Whether photos are being decided on, and nothing has ended by itself that somebody waits for. */
    public boolean isServing() {
        return deciding().state() == LoopStatus.State.RUNNING
                && missingPlans.isEmpty()
                && ended().stream().allMatch(loop -> loop.duty().isOfShadows());
    }

    /** The loops that have ended by themselves; their problems say why. Where they are of shadows only, the others go on. */
    public List<LoopStatus> ended() {
        return loops.stream()
                .filter(loop -> loop.state() == LoopStatus.State.FAILED)
                .toList();
    }
}
