package io.verdict.connectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.search.StoppingRules.Cause;
import io.verdict.connectors.search.StoppingRules.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** TRN-3: when trials end early, on curves made by hand. */
class StoppingRulesTest {

    private static final List<List<Double>> ENDED =
            List.of(List.of(1.0, 0.8, 0.6), List.of(2.0, 1.6, 1.2), List.of(4.0, 3.0, 2.0));

    private final StoppingRules rules = new StoppingRules(10, 1, 3);

    private static Optional<Cause> cause(Optional<Ending> ending) {
        return ending.map(Ending::cause);
    }

    @Test
    void shouldPruneWhatIsWorseThanTheMedianOfAverages() {
        // Averages up to epoch 2: 0.9, 1.8, 3.5.
        assertThat(cause(rules.after(List.of(3.0, 1.81), ENDED))).contains(Cause.PRUNED);
        assertThat(rules.after(List.of(3.0, 1.8), ENDED))
                .as("as good is good enough")
                .isEmpty();
        assertThat(rules.after(List.of(1.7, 9.0), ENDED)).as("its best counts").isEmpty();
        assertThat(rules.after(List.of(3.0, 1.81), ENDED).orElseThrow().reason())
                .contains("1.81", "epoch 2", "3 trials", "1.8");
    }

    @Test
    void shouldTakeTheMiddleOfAnEvenNumber() {
        StoppingRules two = new StoppingRules(10, 0, 2);

        assertThat(two.after(List.of(1.5), ENDED.subList(0, 2))).isEmpty();
        assertThat(cause(two.after(List.of(1.51), ENDED.subList(0, 2)))).contains(Cause.PRUNED);
    }

    @Test
    void shouldNotPruneInTheWarmUpOrByTooFewTrials() {
        assertThat(rules.after(List.of(9.0), ENDED)).isEmpty();
        assertThat(rules.after(List.of(9.0, 9.0), ENDED.subList(0, 2))).isEmpty();
        assertThat(rules.after(List.of(9.0, 9.0, 9.0, 9.0), ENDED))
                .as("none of them came so far")
                .isEmpty();
        assertThat(new StoppingRules(10, 0, 0).after(List.of(9.0, 9.0), ENDED)).isEmpty();
    }

    @Test
    void shouldWaitTenEpochsForABetterLoss() {
        List<Double> curve = new ArrayList<>(List.of(1.0, 0.5));
        curve.addAll(Collections.nCopies(9, 0.5));
        assertThat(rules.after(curve, List.of())).as("9 epochs since the best").isEmpty();
        curve.add(0.6);
        assertThat(cause(rules.after(curve, List.of()))).contains(Cause.NO_IMPROVEMENT);
        curve.set(curve.size() - 1, 0.49);
        assertThat(rules.after(curve, List.of())).isEmpty();
    }
}
