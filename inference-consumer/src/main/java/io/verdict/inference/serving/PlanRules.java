package io.verdict.inference.serving;

import io.verdict.events.Arm;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.inference.route.Routing;
import java.util.List;
import java.util.Optional;

/** What a plan must fulfil before anything of it is loaded. Pure. */
final class PlanRules {
    /** A decision with so many boxes still fits into a record many times over. */
    private static final int MOST_DETECTIONS = 5000;

    private PlanRules() {}

    /** The first rule that the plan breaks. */
    static Optional<PlanLoad.Refused> broken(ServingPlan plan) {
        for (ServingArm arm : plan.getArms()) {
            if (arm.getApproval() == null || arm.getApproval().getApprover().isBlank()) {
                return refused(
                        Refusal.Reason.NOT_APPROVED,
                        "%s %s has no approval, so it is not served as %s. Have it approved, then put it in service."
                                .formatted(plan.getModel(), arm.getVersion(), arm.getArm()));
            }
            Optional<PlanLoad.Refused> contradiction = contradiction(plan, arm);
            if (contradiction.isPresent()) {
                return contradiction;
            }
        }
        return shares(plan);
    }

    private static Optional<PlanLoad.Refused> contradiction(ServingPlan plan, ServingArm arm) {
        if (arm.getArm() == Arm.UNKNOWN) {
            return contradictory(plan, arm.getVersion() + " has no known part in the rollout");
        }
        if (arm.getShareBasisPoints() < 0 || arm.getShareBasisPoints() > Routing.ALL) {
            return contradictory(
                    plan,
                    "%s has the share %d, which is not within 0 to %d"
                            .formatted(arm.getVersion(), arm.getShareBasisPoints(), Routing.ALL));
        }
        Thresholds thresholds = arm.getThresholds();
        if (!fraction(thresholds.getScore())
                || !fraction(thresholds.getIou())
                || thresholds.getMaxDetections() < 1
                || thresholds.getMaxDetections() > MOST_DETECTIONS) {
            return contradictory(
                    plan, "the thresholds of %s are not in range: %s".formatted(arm.getVersion(), thresholds));
        }
        return Optional.empty();
    }

    private static Optional<PlanLoad.Refused> shares(ServingPlan plan) {
        List<ServingArm> champions = of(plan, Arm.CHAMPION);
        List<ServingArm> canaries = of(plan, Arm.CANARY);
        if (champions.size() != 1 || canaries.size() > 1) {
            return contradictory(
                    plan,
                    "it has %d champions and %d canaries; there must be one, and at most one"
                            .formatted(champions.size(), canaries.size()));
        }
        int total = champions.get(0).getShareBasisPoints()
                + canaries.stream().mapToInt(ServingArm::getShareBasisPoints).sum();
        if (total != Routing.ALL) {
            return contradictory(plan, "champion and canary have %d of %d together".formatted(total, Routing.ALL));
        }
        long shadows = of(plan, Arm.SHADOW).stream()
                .map(ServingArm::getVersion)
                .distinct()
                .count();
        return shadows == of(plan, Arm.SHADOW).size()
                ? Optional.empty()
                : contradictory(plan, "a version is its shadow twice");
    }

    private static List<ServingArm> of(ServingPlan plan, Arm arm) {
        return plan.getArms().stream()
                .filter(candidate -> candidate.getArm() == arm)
                .toList();
    }

    private static boolean fraction(float value) {
        return value >= 0 && value <= 1;
    }

    private static Optional<PlanLoad.Refused> contradictory(ServingPlan plan, String finding) {
        return refused(
                Refusal.Reason.CONTRADICTORY,
                "The plan %s of %s contradicts itself: %s. Publish a corrected plan."
                        .formatted(plan.getRolloutId(), plan.getModel(), finding));
    }

    private static Optional<PlanLoad.Refused> refused(Refusal.Reason reason, String text) {
        return Optional.of(new PlanLoad.Refused(reason, text));
    }
}
