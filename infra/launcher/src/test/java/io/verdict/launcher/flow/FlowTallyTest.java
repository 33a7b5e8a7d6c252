package io.verdict.launcher.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlowTallyTest {

    private static final Instant T = Instant.parse("2026-05-15T10:00:00Z");

    private final FlowTally tally = new FlowTally();

    @Test
    void shouldBeEmptyBeforeAnythingCameBy() {
        FlowSummary summary = tally.summary();

        assertThat(summary.uploads()).isZero();
        assertThat(summary.p99Millis()).isZero();
        assertThat(summary.firstDecisionAt()).isNull();
        assertThat(tally.complete(1)).isFalse();
    }

    @Test
    void shouldFollowAPhotoToItsPrice() {
        tally.uploaded("a", T);
        assertThat(tally.missing()).isOne();
        tally.accepted("a");
        tally.decided("a", "d", T.plusMillis(40));
        assertThat(tally.missing()).isZero();
        assertThat(tally.complete(1)).as("before its price").isFalse();
        tally.priced("d");

        assertThat(tally.complete(1)).isTrue();
        assertThat(tally.complete(2)).as("before the second upload").isFalse();
        FlowSummary summary = tally.summary();
        assertThat(summary.accepted()).isOne();
        assertThat(summary.decisions()).isOne();
        assertThat(summary.prices()).isOne();
        assertThat(summary.firstDecisionAt()).isEqualTo(T.plusMillis(40));
        assertThat(summary.p50Millis()).isBetween(39.9, 40.1);
    }

    @Test
    void shouldCountEachFurtherDecisionOrFailureOfAPhotoAsDuplicate() {
        tally.uploaded("a", T);
        tally.decided("a", "d1", T);
        tally.decided("a", "d2", T);
        assertThat(tally.summary().duplicates()).isOne();
        tally.failed("a");
        assertThat(tally.summary().duplicates()).isEqualTo(2);
        tally.uploaded("b", T);
        tally.failed("b");
        assertThat(tally.summary().duplicates()).isEqualTo(2);
        tally.failed("b");
        assertThat(tally.summary().duplicates()).isEqualTo(3);
        tally.decided("b", "d3", T);
        assertThat(tally.summary().duplicates()).isEqualTo(4);
    }

    @Test
    void shouldMissAQuarantinedPhotoOnlyOnceItIsReleased() {
        tally.uploaded("a", T);
        tally.quarantined("a");
        assertThat(tally.complete(1)).isTrue();

        tally.released("a");
        assertThat(tally.missing()).isOne();
        tally.failed("a");
        assertThat(tally.missing()).isZero();
        assertThat(tally.summary().quarantined()).isOne();
        assertThat(tally.summary().released()).isOne();
    }

    @Test
    void shouldMeasureNothingWhereTheUploadWasNotSeen() {
        tally.decided("a", "d", T);

        assertThat(tally.summary().decisions()).isOne();
        assertThat(tally.summary().p50Millis()).isZero();
    }

    @Test
    void shouldKeepPercentilesWithinWhatItCanMeasure() {
        tally.uploaded("early", T);
        tally.decided("early", "d1", T.minusSeconds(5));
        tally.uploaded("late", T);
        tally.decided("late", "d2", T.plusSeconds(90_000));

        assertThat(tally.summary().p50Millis()).isZero();
        assertThat(tally.summary().p99Millis()).isBetween(3_590_000.0, 3_610_000.0);
    }

    @Test
    void shouldCountRecordsPerTopic() {
        tally.record("x");
        tally.record("x");
        tally.record("y");

        assertThat(tally.summary().records()).containsEntry("x", 2L).containsEntry("y", 1L);
    }
}
