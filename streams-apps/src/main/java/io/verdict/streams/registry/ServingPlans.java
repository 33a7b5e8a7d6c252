package io.verdict.streams.registry;

import io.verdict.events.Approval;
import io.verdict.events.ApprovalInForce;
import io.verdict.events.Arm;
import io.verdict.events.Championship;
import io.verdict.events.Meta;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a model's state means for those who decide with it: its serving plan (REG-3). Pure. */
public final class ServingPlans {

    private static final int ALL = 10_000;
    private static final String NONE = "none";

    private ServingPlans() {}

    /** Whether a model is to have another plan than before; a description or a tag changes nothing in it. */
    static boolean differ(Optional<RegisteredModel> before, RegisteredModel after, Meta meta) {
        Optional<ServingPlan> then = before.map(model -> of(model, meta));
        ServingPlan now = of(after, meta);
        return then.map(plan -> !plan.getArms().equals(now.getArms())
                        || !plan.getRolloutId().equals(now.getRolloutId()))
                .orElse(!now.getArms().isEmpty());
    }

    /** The plan that a model's state asks for. Without a champion it has no arms, and photos wait. */
    public static ServingPlan of(RegisteredModel model, Meta meta) {
        List<ServingArm> arms = new ArrayList<>();
        Optional<Championship> champion = Models.champion(model);
        RolloutUnderWay rollout = model.getRollout();
        if (champion.isPresent()) {
            int canary = rollout != null && rollout.getStage() == RolloutStage.CANARY
                    ? canaryShare(model.getDeclaration().getRollout())
                    : 0;
            arms.add(arm(model, champion.get().getVersion(), Arm.CHAMPION, ALL - canary));
            if (rollout != null) {
                arms.add(
                        canary > 0
                                ? arm(model, rollout.getVersion(), Arm.CANARY, canary)
                                : arm(model, rollout.getVersion(), Arm.SHADOW, ALL));
            }
        }
        String rolloutId = rollout != null
                ? rollout.getRolloutId()
                : champion.map(Championship::getRolloutId).orElse(NONE);
        return new ServingPlan(meta, model.getModel(), rolloutId, arms, model.getLatest());
    }

    /** A policy that has lost its canary while one was under way leaves it the smallest share. */
    private static int canaryShare(RolloutPolicy policy) {
        return Math.max(1, policy.getCanaryBasisPoints());
    }

    private static ServingArm arm(RegisteredModel model, String name, Arm arm, int share) {
        ModelVersion version = Models.version(model, name);
        ApprovalInForce approval = version.getApproval();
        String approver =
                approval.getApprovers().isEmpty() ? Registrar.ACTOR : String.join(", ", approval.getApprovers());
        return ServingArm.newBuilder()
                .setArm(arm)
                .setVersion(name)
                .setApproval(new Approval(approver, approval.getPosition()))
                .setArtifactUri(version.getArtifact().getUri())
                .setArtifactSha256(approval.getArtifactSha256())
                .setSpec(version.getSpecification())
                .setThresholds(version.getThresholds())
                .setShareBasisPoints(share)
                .build();
    }
}
