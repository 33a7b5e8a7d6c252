package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageAccepted;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HotPathProbeTest {

    private static final Instant T0 = SamplePhotos.time(1).minusMillis(50);

    private final AtomicInteger outcomes = new AtomicInteger();
    private final HotPathProbe probe = new HotPathProbe(outcomes::incrementAndGet);

    @Test
    void shouldTellWhereTheTimeWent() {
        ImageAccepted accepted = SampleEvents.accepted(1);
        DetectionCompleted decision = SampleEvents.decided(1);

        probe.sent(decision.getImageId(), T0, T0.plusMillis(2));
        probe.accepted(accepted, T0.plusMillis(20));
        probe.decided(decision, T0.plusMillis(80));

        var stages = probe.percentiles();
        assertThat(stages.get("due → sent").p50()).isCloseTo(2, within(0.01));
        assertThat(stages.get("due → accepted visible").p50()).isCloseTo(20, within(0.1));
        assertThat(stages.get("accepted visible → decided").p50()).isCloseTo(30, within(0.1));
        assertThat(stages.get("inference").p50())
                .isCloseTo(decision.getTimings().getInference() / 1000.0, within(0.1));
        assertThat(stages.get("decided → decision visible").p50()).isCloseTo(30, within(0.1));
        assertThat(stages.get(HotPathProbe.END_TO_END).max()).isCloseTo(80, within(0.1));
        assertThat(stages.keySet()).last().isEqualTo(HotPathProbe.END_TO_END);
        assertThat(outcomes).hasValue(1);
    }

    @Test
    void shouldIgnoreWhatWasNotSentAndCountWhatComesTwice() {
        probe.decided(SampleEvents.decided(1), T0);
        probe.accepted(SampleEvents.accepted(1), T0);
        probe.sent("a", T0, T0);

        assertThat(probe.answered("a", T0.plusMillis(1))).isTrue();
        assertThat(probe.answered("a", T0.plusMillis(2))).isFalse();

        assertThat(probe.outcomes()).isEqualTo(1);
        assertThat(probe.repeated()).isEqualTo(1);
        assertThat(outcomes).hasValue(1);
    }

    @Test
    void shouldLeaveTheEdgesOutOfTheThroughput() {
        // One a millisecond; a slow start and a slow end.
        Instant at = T0;
        for (int index = 0; index < 100; index++) {
            at = at.plusMillis(index < 10 || index >= 90 ? 500 : 1);
            probe.sent("p" + index, T0, T0);
            probe.answered("p" + index, at);
        }

        // 79 intervals, the first of them from the last slow one.
        assertThat(probe.perSecond()).isCloseTo(1000, within(20.0));
    }

    @Test
    void shouldKnowNoThroughputWithoutOutcomes() {
        assertThat(probe.perSecond()).isZero();
        assertThat(probe.percentiles()).isEmpty();
    }
}
