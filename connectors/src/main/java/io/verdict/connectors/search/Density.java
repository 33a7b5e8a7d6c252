package io.verdict.connectors.search;

import java.util.random.RandomGenerator;

/** Where in the unit interval something is likely. */
sealed interface Density permits ParzenDensity, Frequencies {

    double draw(RandomGenerator random);

    /** Logarithm of the density, or of the probability where there are few values. */
    double logAt(double unit);
}
