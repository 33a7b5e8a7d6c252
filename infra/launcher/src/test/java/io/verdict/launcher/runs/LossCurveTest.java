package io.verdict.launcher.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.MetricValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TRN-3: one loss an epoch, whatever is told twice. */
class LossCurveTest {

    private final LossCurve curve = new LossCurve("accuracy", value -> -value);

    private static MetricValue value(int epoch, long step, double value) {
        return new MetricValue(epoch, step, "accuracy", value);
    }

    @Test
    void shouldForgetWhatIsToldAgainAndAllBehindIt() {
        for (int epoch = 1; epoch <= 4; epoch++) {
            assertThat(curve.tell(List.of(value(epoch, 0, epoch)))).isTrue();
        }

        curve.tell(List.of(value(2, 0, 20)));
        assertThat(curve.losses()).containsExactly(-1.0, -20.0);
        curve.tell(List.of(value(3, 0, 30)));
        assertThat(curve.losses()).containsExactly(-1.0, -20.0, -30.0);
    }

    @Test
    void shouldTakeTheLastStepOfAnEpochAndNoOtherMetric() {
        assertThat(curve.tell(List.of(new MetricValue(1, 0L, "loss", 9.0)))).isFalse();
        assertThat(curve.tell(List.of(value(1, 0, 0.5), value(1, 1, 0.75), value(2, 0, 0.8))))
                .isTrue();
        assertThat(curve.losses()).containsExactly(-0.75, -0.8);
    }
}
