package io.verdict.connectors.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.connectors.search.SearchPlan.Method;
import io.verdict.connectors.search.TrialResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** TRN-3: spaces, the course of a search, and that only the seed decides it. */
class SearchTest {

    private static final SearchSpace SPACE = new SearchSpace(List.of(
            new Dimension.Log("lr0", 1e-5, 1e-2),
            new Dimension.Linear("momentum", 0.8, 0.95),
            new Dimension.Categorical("batch", List.of("16", "32", "64")),
            new Dimension.Whole("depth", 2, 5)));
    private static final StoppingRules RULES = new StoppingRules(10, 1, 2);

    private static SearchPlan plan(long seed, int parallel) {
        return new SearchPlan(SPACE, Method.TPE, 18, parallel, seed, RULES);
    }

    /** Ten epochs towards a loss that follows from the values, ended where the judge says so. */
    private static TrialResult train(Trial trial, Search.Judge judge) {
        double end = Math.abs(Math.log10(Double.parseDouble(trial.values().get("lr0"))) + 3.3)
                + Double.parseDouble(trial.values().get("momentum"));
        List<Double> losses = new ArrayList<>();
        for (int epoch = 1; epoch <= 10; epoch++) {
            losses.add(end + 1.0 / epoch);
            Optional<StoppingRules.Ending> ending = judge.after(losses);
            if (ending.isPresent()) {
                return new TrialResult(trial, State.PRUNED, losses);
            }
        }
        return new TrialResult(trial, State.FINISHED, losses);
    }

    @Test
    void shouldNotDependOnWhichTrialEndsFirst() throws Exception {
        List<TrialResult> inOrder = new Search(plan(3, 3)).run(SearchTest::train);
        CountDownLatch[] ends =
                IntStream.range(0, 18).mapToObj(i -> new CountDownLatch(1)).toArray(CountDownLatch[]::new);

        List<TrialResult> backwards = new Search(plan(3, 3)).run((trial, judge) -> {
            TrialResult result = train(trial, judge);
            if (trial.number() % 3 < 2) {
                ends[trial.number() + 1].await();
            }
            ends[trial.number()].countDown();
            return result;
        });

        assertThat(backwards).isEqualTo(inOrder);
        assertThat(backwards).extracting(TrialResult::state).contains(State.PRUNED, State.FINISHED);
        assertThat(new Search(plan(4, 3)).run(SearchTest::train)).isNotEqualTo(inOrder);
        assertThat(Search.best(inOrder).orElseThrow().best())
                .isEqualTo(inOrder.stream().mapToDouble(TrialResult::best).min().orElseThrow());
    }

    @Test
    void shouldGoOnWithoutTrialsThatFail() throws Exception {
        List<TrialResult> results = new Search(plan(3, 2))
                .run((trial, judge) -> trial.number() % 2 == 0
                        ? new TrialResult(trial, State.FAILED, List.of())
                        : train(trial, judge));

        assertThat(results).hasSize(18);
        assertThat(Search.best(results).orElseThrow().trial().number() % 2).isEqualTo(1);
        assertThat(Search.best(results.subList(0, 1))).isEmpty();
    }

    @Test
    void shouldBeginNothingAfterAStop() throws Exception {
        List<TrialResult> results =
                new Search(plan(3, 2)).run((trial, judge) -> new TrialResult(trial, State.STOPPED, List.of()));

        assertThat(results).hasSize(2);
    }

    @Property(tries = 200)
    void shouldSuggestInsideTheSpace(@ForAll long seed, @ForAll @IntRange(max = 30) int before) {
        Search search = new Search(new SearchPlan(SPACE, Method.TPE, 40, 1, seed, RULES));
        List<TrialResult> results = new ArrayList<>();
        Random losses = new Random(seed);
        for (int i = 0; i <= before; i++) {
            Trial trial = search.suggest(results, 1).get(0);
            Map<String, String> values = trial.values();
            assertThat(Double.parseDouble(values.get("lr0"))).isBetween(1e-5, 1e-2);
            assertThat(Double.parseDouble(values.get("momentum"))).isBetween(0.8, 0.95);
            assertThat(values.get("batch")).isIn("16", "32", "64");
            assertThat(Integer.parseInt(values.get("depth"))).isBetween(2, 5);
            results.add(new TrialResult(trial, State.FINISHED, List.of(losses.nextDouble())));
        }
        assertThat(search.suggest(results, 3)).isEqualTo(search.suggest(results, 3));
    }

    @Property(tries = 300)
    void shouldStayInRangeFromEdgeToEdge(@ForAll @DoubleRange(min = 0, max = 1) double unit) {
        assertThat(Double.parseDouble(new Dimension.Log("l", 1e-8, 3).at(unit))).isBetween(1e-8, 3.0);
        assertThat(Double.parseDouble(new Dimension.Linear("l", -1.23456789, 0.1).at(unit)))
                .isBetween(-1.23456789, 0.1);
        assertThat(Long.parseLong(new Dimension.Whole("w", Integer.MIN_VALUE, Integer.MAX_VALUE).at(unit)))
                .isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
    }

    @Test
    void shouldDrawLogRangesUniformInTheLogarithmAndTheRestUniform() {
        List<Trial> trials =
                new Search(new SearchPlan(SPACE, Method.RANDOM, 3000, 1, 11, RULES)).suggest(List.of(), 3000);

        double[] thirds = new double[3];
        trials.forEach(trial -> {
            double decade = Math.log10(Double.parseDouble(trial.values().get("lr0"))) + 5;
            thirds[Math.min(2, (int) decade)]++;
        });
        assertThat(thirds).containsExactly(new double[] {1000, 1000, 1000}, within(100.0));
        assertThat(trials.stream()
                        .collect(Collectors.groupingBy(trial -> trial.values().get("batch"), Collectors.counting())))
                .hasSize(3)
                .allSatisfy((batch, count) -> assertThat(count).isBetween(900L, 1100L));
        assertThat(trials.stream()
                        .collect(Collectors.groupingBy(trial -> trial.values().get("depth"), Collectors.counting())))
                .hasSize(4)
                .allSatisfy((depth, count) -> assertThat(count).isBetween(650L, 850L));
    }

    @Test
    void shouldRefuseSpacesThatCannotBe() {
        assertThatThrownBy(() -> new Dimension.Log("lr0", 0, 1)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Dimension.Linear("m", 0.95, 0.8)).hasMessageContaining("low must be below high");
        assertThatThrownBy(() -> new Dimension.Linear("m", 0, Double.NaN)).hasMessageContaining("m:");
        assertThatThrownBy(() -> new Dimension.Categorical("b", List.of("16", "16")))
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> new SearchSpace(List.of())).hasMessageContaining("nothing to search");
        assertThatThrownBy(
                        () -> new SearchSpace(List.of(new Dimension.Whole("a", 1, 2), new Dimension.Linear("a", 1, 2))))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new SearchPlan(SPACE, Method.TPE, 2, 3, 1, RULES))
                .hasMessageContaining("parallel");
    }
}
