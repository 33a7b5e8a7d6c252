package io.verdict.connectors.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.ArtifactProduced;
import io.verdict.events.CheckpointSaved;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFailure;
import io.verdict.events.RunFinished;
import io.verdict.events.RunResumed;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStop;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFailed;
import io.verdict.events.StepFinished;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import io.verdict.events.StoredObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TRN-1: which facts of a run may follow which. */
class RunHistoryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    private static final RunSetting SETTING = new RunSetting("1", null, Map.of());
    private static final StoredObject OBJECT = new StoredObject("file:///o", null, "a".repeat(64), "b".repeat(32), 1L);
    private static final BigDecimal FREE = new BigDecimal("0.000000");

    private final MemoryLog log = new MemoryLog("r", CLOCK);

    private static List<Object> everyFact() {
        return List.of(
                new RunStarted(Runs.spec(), SETTING, "dana", null, null),
                new RunResumed(0, null, SETTING, 0.0),
                new RunResumed(1, OBJECT, SETTING, 0.0),
                new StepStarted("train", 1, List.of()),
                new StepStarted("train", 2, List.of()),
                new StepRetried("train", 1, "away", 10L),
                new StepFinished("train", 1, List.of()),
                new StepFinished("train", 2, List.of()),
                new StepFailed("train", 1, "dead"),
                new MetricsLogged(List.of(new MetricValue(1, 0L, "loss", 0.5))),
                new CheckpointSaved(1, OBJECT),
                new ArtifactProduced("model.onnx", OBJECT),
                new RunFinished(Map.of(), 1.0, FREE, "USD"),
                new RunFailed(RunFailure.TRAINER, "dead", "train", 1.0, FREE, "USD"),
                new RunStopped(RunStop.PERSON, "enough", 1.0, FREE, "USD"));
    }

    /** Facts in any order, those refused left out: what is left holds what a run promises. */
    @Property(tries = 400)
    void shouldNeverComeToAnEndThatIsNone(@ForAll @Size(max = 40) List<@IntRange(max = 14) Integer> picks) {
        MemoryLog any = new MemoryLog("r", CLOCK);
        for (int pick : picks) {
            Object fact = everyFact().get(pick);
            RunStatus before = any.history().status();
            if (any.history().refusal(fact).isEmpty()) {
                any.append(List.of(fact));
                assertThat(before).as("nothing follows the end").isNotEqualTo(RunStatus.FINISHED);
            } else {
                assertThatThrownBy(() -> any.append(List.of(fact))).isInstanceOf(RunRefusedException.class);
            }
        }
        List<Object> facts = any.facts();
        if (any.history().status() == RunStatus.FINISHED) {
            assertThat(any.history().artifacts()).isNotEmpty();
            assertThat(facts.get(facts.size() - 1)).isInstanceOf(RunFinished.class);
        }
        assertThat(facts).filteredOn(RunStarted.class::isInstance).hasSize(facts.isEmpty() ? 0 : 1);
        assertThat(facts).filteredOn(CheckpointSaved.class::isInstance).hasSizeLessThan(2);
    }

    @Test
    void shouldRefuseToFinishWithoutAnArtifactOrWithAnOpenStep() {
        log.append(List.of(everyFact().get(0)));
        RunFinished finished = new RunFinished(Map.of(), 1.0, FREE, "USD");

        assertThat(log.history().refusal(finished))
                .hasValueSatisfying(why -> assertThat(why).contains("without an artifact"));
        log.append(List.of(new ArtifactProduced("model.onnx", OBJECT), new StepStarted("train", 1, List.of())));
        assertThat(log.history().refusal(finished))
                .hasValueSatisfying(why -> assertThat(why).contains("step train"));
    }

    @Test
    void shouldTakeAllOfABatchOrNothing() {
        log.append(List.of(everyFact().get(0)));

        assertThatThrownBy(() -> log.append(List.of(new CheckpointSaved(2, OBJECT), new CheckpointSaved(1, OBJECT))))
                .hasMessageContaining("epoch 1 follows one of epoch 2");
        assertThat(log.history().checkpoint()).isEmpty();
        assertThat(log.history().revision()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseMetricsThatAreNoNumbers(double value) {
        log.append(List.of(everyFact().get(0)));

        assertThat(log.history().refusal(new MetricsLogged(List.of(new MetricValue(1, 0L, "loss", value)))))
                .isPresent();
    }

    @Test
    void shouldBoundBatchesOfMetrics() {
        log.append(List.of(everyFact().get(0)));
        List<MetricValue> values = new ArrayList<>();
        for (int i = 0; i <= 1000; i++) {
            values.add(new MetricValue(1, (long) i, "loss", 1.0));
        }

        assertThat(log.history().refusal(new MetricsLogged(values))).isPresent();
        assertThat(log.history().refusal(new MetricsLogged(values.subList(0, 1000))))
                .isEmpty();
        assertThat(log.history().refusal(new MetricsLogged(List.of()))).isPresent();
    }

    @Test
    void shouldForgetMetricsBeyondTheCheckpointThatItGoesOnFrom() {
        log.append(List.of(
                everyFact().get(0),
                new MetricsLogged(List.of(new MetricValue(1, 0L, "loss", 0.5))),
                new CheckpointSaved(1, OBJECT),
                new MetricsLogged(List.of(new MetricValue(2, 0L, "loss", 0.4))),
                new RunResumed(1, OBJECT, SETTING, 0.0)));

        assertThat(log.history().metric("loss"))
                .extracting(MetricValue::getEpoch)
                .containsExactly(1);
    }

    @Test
    void shouldCostWhatTheHoursCost() {
        DeclaredPrice price = new DeclaredPrice(new BigDecimal("1.2345"), "EUR");

        assertThat(RunCost.of(price, 3600)).isEqualByComparingTo("1.2345");
        assertThat(RunCost.of(price, 1)).isEqualByComparingTo("0.000343");
        assertThat(RunCost.of(price, 0)).isEqualByComparingTo("0");
    }
}
