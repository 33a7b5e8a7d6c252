package io.verdict.connectors.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.connectors.search.SearchPlan.Method;
import io.verdict.connectors.search.TrialResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** TRN-3: suggestions learn from what came of earlier ones. */
class TpeSamplerTest {

    private static final SearchSpace PLANE =
            new SearchSpace(List.of(new Dimension.Linear("x", -5, 10), new Dimension.Linear("y", 0, 15)));
    private static final SearchSpace MIXED = new SearchSpace(List.of(
            new Dimension.Log("lr", 1e-5, 1e-2),
            new Dimension.Whole("depth", 1, 12),
            new Dimension.Categorical("kind", List.of("a", "b", "c", "d"))));

    /** Branin's function (Dixon and Szegő 1978); its lowest value is 0.397887. */
    private static double branin(Map<String, String> at) {
        double x = Double.parseDouble(at.get("x"));
        double y = Double.parseDouble(at.get("y"));
        double valley = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    /** Least at a rate of 3e-4, a depth of 7 and kind c. */
    private static double mixed(Map<String, String> at) {
        double rate = Math.log10(Double.parseDouble(at.get("lr")) / 3e-4);
        double depth = (Integer.parseInt(at.get("depth")) - 7) / 4.0;
        return rate * rate + depth * depth + (at.get("kind").equals("c") ? 0 : 1);
    }

    private static double meanBest(SearchSpace space, Method method, ToDoubleFunction<Map<String, String>> function) {
        return IntStream.range(0, 20)
                .mapToDouble(
                        seed -> best(new SearchPlan(space, method, 60, 1, seed, new StoppingRules(10, 0, 0)), function))
                .average()
                .orElseThrow();
    }

    private static double best(SearchPlan plan, ToDoubleFunction<Map<String, String>> function) {
        Search search = new Search(plan);
        List<TrialResult> results = new ArrayList<>();
        for (int i = 0; i < plan.trials(); i++) {
            Trial trial = search.suggest(results, 1).get(0);
            results.add(new TrialResult(trial, State.FINISHED, List.of(function.applyAsDouble(trial.values()))));
        }
        return Search.best(results).orElseThrow().best();
    }

    @Test
    void shouldFindBetterValleysThanChance() {
        double tpe = meanBest(PLANE, Method.TPE, TpeSamplerTest::branin);
        double random = meanBest(PLANE, Method.RANDOM, TpeSamplerTest::branin);

        assertThat(tpe).isLessThan(random).isBetween(0.397, 1.2);
    }

    @Test
    void shouldFindBetterRatesDepthsAndKindsThanChance() {
        double tpe = meanBest(MIXED, Method.TPE, TpeSamplerTest::mixed);
        double random = meanBest(MIXED, Method.RANDOM, TpeSamplerTest::mixed);

        assertThat(tpe).isLessThan(random / 2);
    }

    @Test
    void shouldHaveDensitiesThatAddUpToOne() {
        for (double[] seen : new double[][] {{}, {0.5}, {0, 0, 1}, {0.1, 0.11, 0.12, 0.9}}) {
            ParzenDensity density = new ParzenDensity(seen);
            double sum = IntStream.range(0, 10_000)
                            .mapToDouble(i -> Math.exp(density.logAt((i + 0.5) / 10_000)))
                            .sum()
                    / 10_000;

            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void shouldDrawAsItsDensitySays() {
        ParzenDensity density = new ParzenDensity(0.1, 0.12, 0.15);
        SplittableRandom random = new SplittableRandom(5);
        double below =
                IntStream.range(0, 4000).filter(i -> density.draw(random) < 0.3).count() / 4000.0;
        double expected = IntStream.range(0, 3000)
                        .mapToDouble(i -> Math.exp(density.logAt((i + 0.5) / 10_000)))
                        .sum()
                / 10_000;

        assertThat(below).isCloseTo(expected, within(0.03));
    }

    @Test
    void shouldKnowTheErrorFunction() {
        assertThat(ParzenDensity.erf(0)).isCloseTo(0, within(1e-8));
        assertThat(ParzenDensity.erf(1)).isCloseTo(0.8427007929, within(2e-7));
        assertThat(ParzenDensity.erf(-2)).isCloseTo(-0.9953222650, within(2e-7));
    }
}
