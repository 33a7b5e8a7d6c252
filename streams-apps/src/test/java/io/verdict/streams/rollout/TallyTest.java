package io.verdict.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.events.HealthWindow;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.HealthTally;
import io.verdict.streams.state.SampleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final RolloutConfig CONFIG = new RolloutConfig(Duration.ofSeconds(10), 3, Duration.ofSeconds(60));
    private static final long START = 1_000_000;

    private final List<HealthTally> closed = new ArrayList<>();
    private Optional<HealthTally> open = Optional.empty();

    private static HealthSample sample(String rollout, boolean shadow, SampleKind kind, long micros) {
        return new HealthSample("e", rollout, "2", shadow, kind, micros);
    }

    private void count(long seconds, HealthSample sample) {
        Tally.Counted counted = Tally.count(open, sample, START + seconds * 1000, CONFIG);
        counted.closed().ifPresent(closed::add);
        open = Optional.of(counted.open());
    }

    private void decide(long seconds) {
        count(seconds, sample("r", false, SampleKind.DECIDED, 20_000));
    }

    @Test
    void shouldCloseAWindowWithTheFirstSampleAfterItAndCountThatOneInTheNext() {
        decide(0);
        decide(4);
        count(9, sample("r", false, SampleKind.FAILED, 0));
        assertThat(closed).isEmpty();
        decide(10);

        HealthWindow window = Tally.window(closed.get(0));
        assertThat(window.getFrom()).isEqualTo(Instant.ofEpochMilli(START));
        assertThat(window.getTo()).isEqualTo(Instant.ofEpochMilli(START + 9_001));
        assertThat(window.getDecisions()).isEqualTo(2);
        assertThat(window.getFailures()).isEqualTo(1);
        assertThat(window.getDisagreement()).isNull();
        assertThat(open.get().getDecisions()).isOne();
        assertThat(open.get().getFrom()).isEqualTo(START + 10_000);
    }

    @Test
    void shouldWaitForEnoughPhotosButNotForEver() {
        decide(0);
        decide(30);
        assertThat(closed).as("one photo is not enough after 10 s").isEmpty();
        decide(61);
        assertThat(closed).singleElement().satisfies(tally -> {
            assertThat(tally.getDecisions()).isEqualTo(2);
            assertThat(Tally.window(tally).getTo()).isEqualTo(Instant.ofEpochMilli(START + 30_001));
        });
    }

    @Test
    void shouldNotTakeSilenceForHealth() {
        decide(0);
        decide(1);
        decide(2);
        decide(3600);
        HealthWindow window = Tally.window(closed.get(0));
        assertThat(Duration.between(window.getFrom(), window.getTo())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void shouldBeginAnewWithEachStageAndIgnoreWhatComesLateFromTheOneBefore() {
        count(0, sample("r", true, SampleKind.DECIDED, 1));
        count(5, sample("r", false, SampleKind.DECIDED, 1));
        count(4, sample("r", true, SampleKind.DECIDED, 1));
        assertThat(open.get().getShadow()).isFalse();
        assertThat(open.get().getDecisions()).isOne();
        count(6, sample("another", false, SampleKind.DECIDED, 1));
        assertThat(open.get().getRolloutId()).isEqualTo("another");
        assertThat(closed).isEmpty();
    }

    @Test
    void shouldMeasureDisagreementAndP95() {
        for (int i = 1; i <= 100; i++) {
            count(0, sample("r", true, SampleKind.DECIDED, i * 1_000L));
        }
        count(1, sample("r", true, SampleKind.AGREED, 0));
        count(1, sample("r", true, SampleKind.AGREED, 0));
        count(1, sample("r", true, SampleKind.AGREED, 0));
        count(1, sample("r", true, SampleKind.DISAGREED, 0));
        HealthWindow window = Tally.window(open.get());
        assertThat(window.getDecisions()).isEqualTo(100);
        assertThat(window.getP95Millis()).isCloseTo(95, within(0.95));
        assertThat(window.getDisagreement()).isEqualTo(0.25);
    }

    /** What goes in comes out, in windows that do not overlap. */
    @Property(tries = 200)
    void shouldCountEachSampleOnce(@ForAll long seed) {
        // One instance serves all tries.
        closed.clear();
        open = Optional.empty();
        Random random = new Random(seed);
        long time = 0;
        int decisions = 0;
        int failures = 0;
        for (int i = 0; i < 300; i++) {
            time = Math.max(0, time + random.nextInt(4) - 1);
            boolean failed = random.nextInt(5) == 0;
            count(time, sample("r", false, failed ? SampleKind.FAILED : SampleKind.DECIDED, 5_000));
            decisions += failed ? 0 : 1;
            failures += failed ? 1 : 0;
        }
        closed.add(open.get());
        assertThat(closed.stream().mapToLong(HealthTally::getDecisions).sum()).isEqualTo(decisions);
        assertThat(closed.stream().mapToLong(HealthTally::getFailures).sum()).isEqualTo(failures);
        for (int i = 1; i < closed.size(); i++) {
            assertThat(Tally.window(closed.get(i)).getFrom())
                    .isAfterOrEqualTo(Tally.window(closed.get(i - 1)).getTo());
        }
    }
}
