package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    @Test
    void shouldSpaceArrivalsByTheRate() {
        OpenLoop loop = new OpenLoop(20);

        assertThat(loop.due(0)).isZero();
        assertThat(loop.due(1)).isEqualTo(Duration.ofMillis(50));
        assertThat(loop.due(1200)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldArriveNeverBeforeDueAndKeepTheScheduleWhenLate() {
        Clock clock = Clock.systemUTC();
        List<Instant> dues = new ArrayList<>();

        new OpenLoop(1000).run(20, clock, (index, due) -> {
            assertThat(clock.instant()).isAfterOrEqualTo(due);
            dues.add(due);
            if (index == 3) {
                // A slow system: several arrivals become overdue, and their due times stay.
                Instant until = due.plusMillis(10);
                while (clock.instant().isBefore(until)) {
                    Thread.onSpinWait();
                }
            }
        });

        assertThat(dues).hasSize(20);
        for (int index = 1; index < dues.size(); index++) {
            assertThat(Duration.between(dues.get(index - 1), dues.get(index))).isEqualTo(Duration.ofMillis(1));
        }
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        assertThatThrownBy(() -> new OpenLoop(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new OpenLoop(Double.NaN)).hasMessageContaining("above 0");
    }
}
