package io.verdict.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.inference.serving.Refusal.Reason;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.3f, 0.5f, 100);

    @Test
    void shouldAcceptAChampionAlone() {
        assertThat(PlanRules.broken(plan(arm(Arm.CHAMPION, "1", 10_000)))).isEmpty();
    }

    @Test
    void shouldAcceptChampionCanaryAndShadows() {
        assertThat(PlanRules.broken(plan(
                        arm(Arm.CHAMPION, "1", 9_000),
                        arm(Arm.CANARY, "2", 1_000),
                        arm(Arm.SHADOW, "3", 10_000),
                        arm(Arm.SHADOW, "4", 100))))
                .isEmpty();
    }

    @Test
    void shouldRefuseAnyArmWithoutApprovalEvenAShadow() {
        ServingArm shadow = ServingArm.newBuilder(arm(Arm.SHADOW, "2", 100))
                .setApproval(null)
                .build();
        ServingArm nobody = ServingArm.newBuilder(arm(Arm.CHAMPION, "1", 10_000))
                .setApproval(new Approval(" ", null))
                .build();

        assertRefused(Reason.NOT_APPROVED, arm(Arm.CHAMPION, "1", 10_000), shadow);
        assertRefused(Reason.NOT_APPROVED, nobody);
    }

    @Test
    void shouldRefuseSharesThatDoNotAddUp() {
        assertRefused(Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", 9_999));
        assertRefused(Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", 10_000), arm(Arm.CANARY, "2", 1));
        assertRefused(Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", 10_000), arm(Arm.SHADOW, "2", 10_001));
        assertRefused(Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", -1));
    }

    @Test
    void shouldRefuseTooManyOrTooFewOfAPart() {
        assertRefused(Reason.CONTRADICTORY, arm(Arm.SHADOW, "2", 100));
        assertRefused(Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", 5_000), arm(Arm.CHAMPION, "2", 5_000));
        assertRefused(
                Reason.CONTRADICTORY,
                arm(Arm.CHAMPION, "1", 8_000),
                arm(Arm.CANARY, "2", 1_000),
                arm(Arm.CANARY, "3", 1_000));
        assertRefused(
                Reason.CONTRADICTORY, arm(Arm.CHAMPION, "1", 10_000), arm(Arm.SHADOW, "2", 1), arm(Arm.SHADOW, "2", 2));
        assertRefused(Reason.CONTRADICTORY, arm(Arm.UNKNOWN, "1", 10_000));
    }

    @Test
    void shouldRefuseThresholdsOutOfRange() {
        for (Thresholds wrong : List.of(
                new Thresholds(1.1f, 0.5f, 1),
                new Thresholds(0.5f, Float.NaN, 1),
                new Thresholds(0.5f, 0.5f, 0),
                new Thresholds(0.5f, 0.5f, 5001))) {
            assertRefused(
                    Reason.CONTRADICTORY,
                    ServingArm.newBuilder(arm(Arm.CHAMPION, "1", 10_000))
                            .setThresholds(wrong)
                            .build());
        }
    }

    private static void assertRefused(Reason reason, ServingArm... arms) {
        assertThat(PlanRules.broken(plan(arms))).hasValueSatisfying(refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.text()).contains("car-damage");
        });
    }

    private static ServingPlan plan(ServingArm... arms) {
        return new ServingPlan(Envelope.fresh(Clock.systemUTC(), "r"), "car-damage", "rollout", List.of(arms), null);
    }

    private static ServingArm arm(Arm arm, String version, int share) {
        return new ServingArm(
                arm, version, new Approval("mia", null), "mem:x", "0".repeat(64), "{}", THRESHOLDS, share);
    }
}
