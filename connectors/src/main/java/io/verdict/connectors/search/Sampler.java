package io.verdict.connectors.search;

import java.util.List;
import java.util.random.RandomGenerator;

/** Suggests where to look next; the same dice and observations give the same suggestion. Stateless and thread-safe. */
@FunctionalInterface
public interface Sampler {

    Point suggest(SearchSpace space, List<Observation> seen, RandomGenerator random);

    /** Every point as likely as any other (Bergstra and Bengio 2012). */
    static Sampler random() {
        return (space, seen, random) -> new Point(
                space.dimensions().stream().map(any -> random.nextDouble()).toList());
    }
}
