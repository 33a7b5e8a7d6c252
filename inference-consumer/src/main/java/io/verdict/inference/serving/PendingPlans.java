package io.verdict.inference.serving;

import io.verdict.events.ServingPlan;
import io.verdict.inference.fetch.FetchPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plans that are wanted and not loaded yet, as where the store does not answer, and for how long requests about their
 * models wait for them. Readers on any thread; one writer.
 */
final class PendingPlans {
    private record Pending(String planEventId, Instant since) {}

    private final FetchPolicy policy;
    private final Clock clock;
    private final Map<String, Pending> byModel = new ConcurrentHashMap<>();

    /** @param policy its patience is how long anything waits for a store that answers nobody */
    PendingPlans(FetchPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** The plan is to be loaded. Said again of the same plan, it changes nothing: time goes on from the first. */
    void add(ServingPlan plan) {
        String id = plan.getMeta().getEventId();
        byModel.compute(
                plan.getModel(),
                (model, known) ->
                        known != null && known.planEventId().equals(id) ? known : new Pending(id, clock.instant()));
    }

    /** The model's plan is loaded, refused, or wanted no longer. */
    void settle(String model) {
        byModel.remove(model);
    }

    boolean contains(String model) {
        return byModel.containsKey(model);
    }

    /**
     * Whether it may still come in time.
     *
     * @param holdsOthersUp whether somebody could be answered meanwhile: then the wait is as short as for one object
     */
    boolean isAwaited(String model, boolean holdsOthersUp) {
        Pending pending = byModel.get(model);
        if (pending == null) {
            return false;
        }
        Duration patience = holdsOthersUp ? policy.objectPatience() : policy.patience();
        return clock.instant().isBefore(pending.since().plus(patience));
    }
}
