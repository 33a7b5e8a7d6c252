package io.verdict.inference.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelBreakerTest {

    @Test
    void shouldOpenAfterAsManyFailuresAsThePolicySays() {
        ModelBreaker breaker = new ModelBreaker(new BreakerPolicy(2, 3, Duration.ofHours(1)));
        fail(breaker);
        succeed(breaker);
        assertThat(breaker.state()).isEqualTo(ModelBreaker.State.CLOSED);

        fail(breaker);

        assertThat(breaker.state()).isEqualTo(ModelBreaker.State.OPEN);
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void shouldProbeAfterTheDelayAndCloseOnSuccess() {
        ModelBreaker breaker = new ModelBreaker(new BreakerPolicy(1, 1, Duration.ofMillis(20)));
        fail(breaker);

        await().until(breaker::permits);
        assertThat(breaker.state()).isEqualTo(ModelBreaker.State.HALF_OPEN);
        assertThat(breaker.permits()).as("one probe at a time").isFalse();
        breaker.succeeded();

        assertThat(breaker.state()).isEqualTo(ModelBreaker.State.CLOSED);
    }

    @Test
    void shouldOpenAgainWhenTheProbeFails() {
        ModelBreaker breaker = new ModelBreaker(new BreakerPolicy(1, 1, Duration.ofMillis(20)));
        fail(breaker);

        await().until(breaker::permits);
        breaker.failed();

        assertThat(breaker.state()).isEqualTo(ModelBreaker.State.OPEN);
    }

    @Test
    void shouldRefuseAPolicyThatNeverOpensOrNeverCloses() {
        assertThatThrownBy(() -> new BreakerPolicy(3, 2, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerPolicy(1, 1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void fail(ModelBreaker breaker) {
        assertThat(breaker.permits()).isTrue();
        breaker.failed();
    }

    private static void succeed(ModelBreaker breaker) {
        assertThat(breaker.permits()).isTrue();
        breaker.succeeded();
    }
}
