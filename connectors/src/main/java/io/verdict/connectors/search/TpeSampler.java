package io.verdict.connectors.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The Tree-structured Parzen Estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter
 * Optimization", NIPS 2011): the best 15 % of what was seen (γ) give a density l, the others a density g; of 24 draws from
 * l the one with the greatest l/g is suggested, for each hyper-parameter by itself. Random until 10 points have been seen.
 */
public final class TpeSampler implements Sampler {

    private static final int RANDOM_FIRST = 10;
    private static final double GAMMA = 0.15;
    private static final int CANDIDATES = 24;

    private static final Sampler RANDOM = Sampler.random();

    @Override
    public Point suggest(SearchSpace space, List<Observation> seen, RandomGenerator random) {
        if (seen.size() < RANDOM_FIRST) {
            return RANDOM.suggest(space, seen, random);
        }
        // A stable order, so that equal losses are told apart by when they were suggested.
        List<Observation> ranked = seen.stream()
                .sorted(Comparator.comparingDouble(Observation::loss))
                .toList();
        int good = (int) Math.ceil(GAMMA * ranked.size());
        List<Double> units = new ArrayList<>();
        for (int i = 0; i < space.dimensions().size(); i++) {
            Dimension dimension = space.dimensions().get(i);
            Density best = density(dimension, i, ranked.subList(0, good));
            Density rest = density(dimension, i, ranked.subList(good, ranked.size()));
            units.add(mostPromising(best, rest, random));
        }
        return new Point(units);
    }

    private static double mostPromising(Density best, Density rest, RandomGenerator random) {
        double chosen = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double unit = best.draw(random);
            double promise = best.logAt(unit) - rest.logAt(unit);
            if (promise > highest) {
                highest = promise;
                chosen = unit;
            }
        }
        return chosen;
    }

    private static Density density(Dimension dimension, int index, List<Observation> of) {
        double[] units = of.stream()
                .mapToDouble(observation -> observation.point().units().get(index))
                .toArray();
        return dimension instanceof Dimension.Categorical few ? new Frequencies(few, units) : new ParzenDensity(units);
    }
}
