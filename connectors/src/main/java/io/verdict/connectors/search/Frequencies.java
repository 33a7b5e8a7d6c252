package io.verdict.connectors.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How often each choice was seen, each counted once more than it was, as prior. */
final class Frequencies implements Density {

    private final Dimension.Categorical dimension;
    private final double[] shares;

    Frequencies(Dimension.Categorical dimension, double... observations) {
        this.dimension = dimension;
        this.shares = new double[dimension.choices().size()];
        Arrays.fill(shares, 1.0 / (observations.length + shares.length));
        for (double unit : observations) {
            shares[dimension.index(unit)] += 1.0 / (observations.length + shares.length);
        }
    }

    @Override
    public double draw(RandomGenerator random) {
        double left = random.nextDouble();
        int choice = 0;
        while (choice < shares.length - 1 && left >= shares[choice]) {
            left -= shares[choice++];
        }
        return (choice + 0.5) / shares.length;
    }

    @Override
    public double logAt(double unit) {
        return Math.log(shares[dimension.index(unit)]);
    }
}
