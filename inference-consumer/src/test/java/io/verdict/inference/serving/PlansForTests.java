package io.verdict.inference.serving;

import io.verdict.events.ServingPlan;
import java.time.Instant;
import java.util.List;

/** Opens plans and what follows them to tests of other packages. */
public final class PlansForTests {
    private PlansForTests() {}

    public static PlanInService of(String model, String rollout, Instant since, ArmInService... arms) {
        return new PlanInService(model, rollout, "plan-event", since, List.of(arms));
    }

    /** Says that there is a plan that cannot be loaded yet. */
    public static void await(Serving serving, ServingPlan plan) {
        serving.await(plan);
    }

    /** Says that the plan is in service now. */
    public static void serve(Serving serving, PlanInService plan) {
        serving.serve(plan);
    }

    /** Says that the plans that there were at the start have been looked at. */
    public static void known(Serving serving) {
        serving.known();
    }
}
