package io.verdict.connectors.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An adaptive Parzen estimate on the unit interval: a Gaussian about each observation, as wide as the greater distance to
 * its neighbours, and a wide one in the middle as prior (Bergstra et al. 2011, section 4.2); each cut off at 0 and 1.
 */
final class ParzenDensity implements Density {

    private static final int NARROWEST = 100;
    private static final double SQRT_2 = Math.sqrt(2);

    private final double[] means;
    private final double[] widths;

    ParzenDensity(double... observations) {
        int count = observations.length + 1;
        means = Arrays.copyOf(observations, count);
        means[count - 1] = 0.5;
        Arrays.sort(means);
        int prior = Arrays.binarySearch(means, 0.5);
        widths = new double[count];
        double least = 1.0 / Math.min(NARROWEST, count + 1);
        for (int i = 0; i < count; i++) {
            double left = means[i] - (i == 0 ? 0 : means[i - 1]);
            double right = (i == count - 1 ? 1 : means[i + 1]) - means[i];
            widths[i] = i == prior ? 1 : Math.max(least, Math.min(1, Math.max(left, right)));
        }
    }

    @Override
    public double draw(RandomGenerator random) {
        int i = random.nextInt(means.length);
        // By rejection: a mean lies inside, so at least about a third of the draws do.
        while (true) {
            double drawn = means[i] + widths[i] * random.nextGaussian();
            if (drawn >= 0 && drawn <= 1) {
                return drawn;
            }
        }
    }

    @Override
    public double logAt(double unit) {
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            double z = (unit - means[i]) / widths[i];
            double inside = cumulative((1 - means[i]) / widths[i]) - cumulative(-means[i] / widths[i]);
            sum += Math.exp(-z * z / 2) / (widths[i] * Math.sqrt(2 * Math.PI) * inside);
        }
        return Math.log(sum / means.length);
    }

    private static double cumulative(double z) {
        return (1 + erf(z / SQRT_2)) / 2;
    }

    /** Error function to 1.5e-7 (Abramowitz and Stegun 1964, formula 7.1.26). */
    static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.copySign(1 - poly * Math.exp(-x * x), x);
    }
}
