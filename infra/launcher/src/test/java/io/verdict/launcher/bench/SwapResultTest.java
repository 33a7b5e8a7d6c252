package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SwapResultTest {

    private static SwapResult result(double slowest, long lost, int taken, double toFirst) {
        return new SwapResult(
                SwapPlan.of(20, 60, 10),
                new SwapResult.Phase(new Percentiles(1200, 30, 40, 50, 60), 0, 0),
                new SwapResult.Phase(new Percentiles(1200, 30, 40, 60, slowest), lost, 0),
                new SwapResult.Phase(new Percentiles(1200, 30, 45, 60, 70), 0, 0),
                1100,
                taken,
                new Percentiles(taken, toFirst / 2, toFirst, toFirst, toFirst));
    }

    @Test
    void shouldHoldWhereNothingIsLostAndEveryVersionComes() {
        assertThat(result(99, 0, 10, 400).goals()).allMatch(Goal::met);
        assertThat(Goal.hold(result(101, 0, 10, 400).goals()))
                .as("slower is reported, not promised")
                .isTrue();
        assertThat(Goal.hold(result(99, 1, 10, 400).goals())).isFalse();
        assertThat(Goal.hold(result(99, 0, 9, 400).goals())).isFalse();
        assertThat(Goal.hold(result(99, 0, 10, 1001).goals())).isFalse();
    }

    @Test
    void shouldReadAsMarkdown() {
        assertThat(result(101, 2, 9, 400).text())
                .contains(
                        "1200 photos without, as many with 10 swaps",
                        "which decided on 1100",
                        "with a shadow",
                        "2 lost, 0 twice",
                        "9 of 10")
                .contains("with swaps", "evaluation → first decision by it", "NOT MET");
    }

    @Test
    void shouldRefuseWhatCannotBeMeasured() {
        assertThatThrownBy(() -> SwapPlan.of(0, 60, 1)).hasMessageContaining("rate above 0");
        assertThatThrownBy(() -> SwapPlan.of(20, 1, 10)).hasMessageContaining("10 photos around each");
        assertThatThrownBy(() -> SwapPlan.of(100, 60, 1)).hasMessageContaining("too many");
        assertThat(SwapPlan.of(20, 66, 10).pauseNanos()).isEqualTo(6_000_000_000L);
    }
}
