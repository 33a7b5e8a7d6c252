package io.verdict.inference.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.pipeline.Duty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopPolicyTest {
    private final LoopPolicy policy = LoopPolicy.standard();

    @Test
    void shouldLetNobodyWaitForADecisionThatIsThere() {
        assertThat(policy.commitInterval(Duty.DECIDE, false)).isZero();
        assertThat(policy.commitInterval(Duty.DECIDE, true)).isEqualTo(Duration.ofMillis(50));
        assertThat(policy.commitInterval(Duty.PREDICT, false)).isZero();
    }

    @Test
    void shouldSpareTheBrokerTransactionsThatOnlyShadowsNeed() {
        assertThat(policy.commitInterval(Duty.SHADOW, false)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.commitInterval(Duty.SHADOW, true)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.commitInterval(Duty.PREDICT_SHADOW, true)).isEqualTo(Duration.ofSeconds(1));
    }
}
