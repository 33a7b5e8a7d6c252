package io.verdict.inference.serving;

import java.time.Instant;
import java.util.List;

/** Opens plans and what follows them to tests of other packages. */
public final class PlansForTests {
    private PlansForTests() {}

    public static PlanInService of(String model, String rollout, Instant since, ArmInService... arms) {
        return new PlanInService(model, rollout, "plan-event", since, List.of(arms));
    }

    /** Says that the plans that there were at the start have been looked at. */
    public static void known(Serving serving) {
        serving.known();
    }
}
