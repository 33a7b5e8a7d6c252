package io.verdict.connectors.search;

import java.util.Locale;

/**
 * A search, whole: the same plan makes the same trials.
 *
 * @param trials how many
 * @param parallel how many at a time; they are one generation, and part of what decides the suggestions
 * @param seed of the suggestions
 */
public record SearchPlan(
        SearchSpace space, Method method, int trials, int parallel, long seed, StoppingRules stopping) {

    private static final int MOST_TRIALS = 10_000;

    /** How points are suggested. */
    public enum Method {
        RANDOM(Sampler.random()),
        TPE(new TpeSampler());

        private final Sampler sampler;

        Method(Sampler sampler) {
            this.sampler = sampler;
        }

        Sampler sampler() {
            return sampler;
        }

        /** The word for files and people. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SearchPlan {
        if (trials < 1 || trials > MOST_TRIALS || parallel < 1 || parallel > trials) {
            throw new IllegalArgumentException("trials must be 1 to %d and parallel 1 to as many: %d, %d"
                    .formatted(MOST_TRIALS, trials, parallel));
        }
    }
}
