package io.verdict.inference.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.FailureReason;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final Telemetry telemetry = new Telemetry();

    @Test
    void shouldCountWhatHappened() {
        telemetry.count(Telemetry.Event.DECISION);
        telemetry.count(Telemetry.Event.DECISION);
        telemetry.count(Telemetry.Event.ABORT);
        telemetry.countFailure(FailureReason.HASH_MISMATCH);

        Counts counts = telemetry.counts();

        assertThat(counts.decisions()).isEqualTo(2);
        assertThat(counts.aborts()).isEqualTo(1);
        assertThat(counts.failures()).containsOnly(Map.entry(FailureReason.HASH_MISMATCH, 1L));
        assertThat(counts.transactions()).isZero();
    }

    @Test
    void shouldTellPercentilesWithinOnePercent() {
        for (int micros = 1; micros <= 10_000; micros++) {
            telemetry.record(Stage.FETCH, micros);
        }
        telemetry.record(Stage.DECODE, Long.MAX_VALUE);
        telemetry.record(Stage.DECODE, -5);

        Latency fetch = telemetry.latencies().get(Stage.FETCH);

        assertThat(fetch.count()).isEqualTo(10_000);
        assertThat(fetch.p50()).isCloseTo(5_000, Percentage.withPercentage(1));
        assertThat(fetch.p95()).isCloseTo(9_500, Percentage.withPercentage(1));
        assertThat(fetch.max()).isCloseTo(10_000, Percentage.withPercentage(1));
        assertThat(telemetry.latencies().get(Stage.DECODE).count()).isEqualTo(2);
        assertThat(telemetry.latencies().get(Stage.COMMIT)).isEqualTo(new Latency(0, 0, 0, 0, 0));
    }
}
