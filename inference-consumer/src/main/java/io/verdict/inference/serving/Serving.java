package io.verdict.inference.serving;

import io.verdict.events.ServingPlan;
import io.verdict.inference.fetch.FetchPolicy;
import io.verdict.inference.route.ModelRoutes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in service now, per model. Readers on any thread; one writer, the follower of the plans.
 *
 * <p>A swap is one reference: photos that took the old plan finish on it, later ones take the new.
 */
public final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final ServedKind kind;
    private final ModelRoutes routes;
    private final Clock clock;
    private final Runnable changed;
    private final PendingPlans pending;
    private final Map<String, PlanInService> plans = new ConcurrentHashMap<>();
    private volatile boolean known;
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /**
     * @param routes the models that decide, and on which photos
     * @param changed called after each change, on the writer's thread
     */
    public Serving(ModelRoutes routes, Clock clock, Runnable changed) {
        this(ServedKind.DETECTORS, routes, FetchPolicy.standard(), clock, changed);
    }

    private Serving(ServedKind kind, ModelRoutes routes, FetchPolicy policy, Clock clock, Runnable changed) {
        this.kind = kind;
        this.routes = routes;
        this.clock = clock;
        this.changed = changed;
        this.pending = new PendingPlans(policy, clock);
    }

    /**
     * Of every tabular and text model that is in service.
     *
     * @param policy for how long requests wait for plans that cannot be loaded
     */
    public static Serving ofClassifiers(FetchPolicy policy, Clock clock, Runnable changed) {
        return new Serving(ServedKind.CLASSIFIERS, ModelRoutes.NONE, policy, clock, changed);
    }

    ServedKind kind() {
        return kind;
    }

    boolean wants(String model) {
        return switch (kind) {
            case DETECTORS -> routes.models().contains(model);
            case CLASSIFIERS -> true;
        };
    }

    /**
     * Whether every plan that there was at the start is in service, was refused, or {@linkplain #isAwaited could not be
     * loaded yet}.
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * Whether there is a plan of the model that cannot be loaded yet, as where the store is away, and that is worth waiting
     * for: for as long as for a store that answers nobody where no model is in service, for as long as for one object where
     * one is, as whoever asks it would wait, too. Ask this before {@link #retainModel}: what is awaited no longer is in
     * service by then, or will not be.
     */
    public boolean isAwaited(String model) {
        return pending.isAwaited(model, !plans.isEmpty());
    }

    /** The model's plan, retained; empty where none is in service. */
    public Optional<PlanInService> retainModel(String model) {
        return Optional.ofNullable(retain(model));
    }

    void await(ServingPlan plan) {
        pending.add(plan);
    }

    /** Whether a plan of the model is in service, or is to be. */
    boolean hasOrAwaits(String model) {
        return plans.containsKey(model) || pending.contains(model);
    }

    void known() {
        if (!known) {
            known = true;
            changed.run();
        }
    }

    /**
     * A plan for each model that decides on photos of this source, all retained, in the order of the models' names; empty
     * where one of them has none.
     */
    public Optional<List<PlanInService>> retainFor(String source) {
        List<String> models = routes.of(source);
        List<PlanInService> retained = new ArrayList<>(models.size());
        for (String model : models) {
            PlanInService plan = retain(model);
            if (plan == null) {
                retained.forEach(PlanInService::release);
                return Optional.empty();
            }
            retained.add(plan);
        }
        return Optional.of(retained);
    }

    /** Models without a plan: photos wait for them. */
    public List<String> missing() {
        return routes.models().stream()
                .filter(model -> !plans.containsKey(model))
                .sorted()
                .toList();
    }

    /** The plans in service by model, for looking at only. */
    public Map<String, PlanInService> plans() {
        return new TreeMap<>(plans);
    }

    /** The latest refusal of each model since its last served plan. */
    public List<Refusal> refusals() {
        return List.copyOf(new TreeMap<>(refusals).values());
    }

    PlanInService current(String model) {
        return plans.get(model);
    }

    void serve(PlanInService plan) {
        PlanInService before = plans.put(plan.model(), plan);
        pending.settle(plan.model());
        refusals.remove(plan.model());
        plan.arms()
                .forEach(arm -> LOG.info(
                        "In service: {} {} as {} ({} of 10000), rollout {}; on {} because {}",
                        plan.model(),
                        arm.identity().getVersion(),
                        arm.arm(),
                        arm.shareBasisPoints(),
                        plan.rolloutId(),
                        arm.model().report().provider(),
                        arm.model().report().reason()));
        letGo(before);
    }

    void withdraw(String model) {
        PlanInService before = plans.remove(model);
        pending.settle(model);
        refusals.remove(model);
        LOG.warn("No version of {} is in service any more; photos wait", model);
        letGo(before);
    }

    void refuse(ServingPlan plan, Refusal.Reason reason, String text) {
        refuse(plan.getModel(), plan.getMeta().getEventId(), reason, text);
    }

    void refuse(String model, String planEventId, Refusal.Reason reason, String text) {
        pending.settle(model);
        refusals.put(model, new Refusal(model, planEventId, reason, text, clock.instant()));
        LOG.error(
                "Refused to serve a plan of {} ({}): {} {}",
                model,
                reason,
                text,
                plans.containsKey(model) ? "The plan before it stays in service." : "Photos wait.");
        changed.run();
    }

    /** Takes everything out of service and waits for the sessions to close, for at most so long each. */
    void close(long millis) throws InterruptedException {
        List<PlanInService> last = List.copyOf(plans.values());
        plans.clear();
        last.forEach(PlanInService::release);
        for (PlanInService plan : last) {
            for (ArmInService arm : plan.arms()) {
                arm.model().awaitClosed(millis);
            }
        }
    }

    private PlanInService retain(String model) {
        while (true) {
            PlanInService plan = plans.get(model);
            // Between look-up and retain it may have been swapped and let go of; then the newer one is there.
            if (plan == null || plan.retain()) {
                return plan;
            }
        }
    }

    private void letGo(PlanInService before) {
        if (before != null) {
            before.release();
        }
        changed.run();
    }
}
