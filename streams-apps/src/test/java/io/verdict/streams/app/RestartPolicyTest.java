package io.verdict.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.streams.app.RestartPolicy.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private final MovableClock clock = new MovableClock();
    private final RestartPolicy policy = new RestartPolicy(clock);

    @Test
    void shouldStopAfterAFewFaultsOfItsOwn() {
        for (int fault = 0; fault < 3; fault++) {
            assertThat(policy.onDeath(new IllegalStateException("bug"))).isInstanceOf(Verdict.Replace.class);
        }
        assertThat(policy.onDeath(new IllegalStateException("bug"))).isEqualTo(new Verdict.Stop());
    }

    @Test
    void shouldForgetOldFaults() {
        for (int fault = 0; fault < 20; fault++) {
            clock.now = clock.now.plus(Duration.ofMinutes(2));
            assertThat(policy.onDeath(new IllegalStateException("bug"))).isInstanceOf(Verdict.Replace.class);
        }
    }

    @Test
    void shouldWaitLongerAndLongerForWhatLiesOutside() {
        StreamsException outage = new StreamsException("commit", new TimeoutException("no broker"));
        assertThat(policy.onDeath(outage)).isEqualTo(new Verdict.Replace(Duration.ofMillis(500)));
        assertThat(policy.onDeath(outage)).isEqualTo(new Verdict.Replace(Duration.ofSeconds(1)));
        Verdict last = null;
        for (int again = 0; again < 100; again++) {
            last = policy.onDeath(outage);
        }
        assertThat(last).isEqualTo(new Verdict.Replace(Duration.ofSeconds(15)));
        policy.onRunning();
        assertThat(policy.onDeath(outage)).isEqualTo(new Verdict.Replace(Duration.ofMillis(500)));
    }

    private static final class MovableClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
