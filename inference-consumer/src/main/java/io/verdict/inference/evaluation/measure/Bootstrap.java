package io.verdict.inference.evaluation.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How uncertainty is estimated: examples are drawn again with replacement, whole groups at a time, since examples of a
 * group are not independent (cluster bootstrap; Efron and Tibshirani 1993, §8). The same seed gives the same draws on
 * every platform.
 *
 * @param resamples number of draws; 0 for no intervals
 * @param confidence of the intervals, between 0 and 1
 */
public record Bootstrap(int resamples, double confidence, long seed) {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int MOST = 100_000;

    public Bootstrap {
        if (resamples < 0 || resamples > MOST) {
            throw new IllegalArgumentException("resamples must be 0 to %d: %d".formatted(MOST, resamples));
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be between 0 and 1: " + confidence);
        }
    }

    /** A thousand draws, 95 %. */
    public static Bootstrap standard() {
        return new Bootstrap(1000, 0.95, 1);
    }

    /** The groups of examples, to draw from. */
    Groups groups(List<Example> examples) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] of = new int[examples.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = numbers.computeIfAbsent(examples.get(i).group(), any -> numbers.size());
        }
        return new Groups(of, numbers.size());
    }

    /** Which group each example is in. */
    final class Groups {
        private final int[] of;
        private final int count;

        private Groups(int[] of, int count) {
            this.of = of;
            this.count = count;
        }

        int count() {
            return count;
        }

        /** How often each example is in one draw. */
        int[] draw(int resample) {
            // A generator whose algorithm the platform specifies, so that an interval can be computed again years
            // later.
            Random random = new Random(seed + SPREAD * (resample + 1));
            int[] drawn = new int[count];
            for (int i = 0; i < count; i++) {
                drawn[random.nextInt(count)]++;
            }
            int[] times = new int[of.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = drawn[of[i]];
            }
            return times;
        }
    }

    /** The percentile intervals of each column of replicates. */
    List<Interval> intervals(double[][] replicates, int columns) {
        List<Interval> intervals = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            double[] values = new double[replicates.length];
            for (int r = 0; r < values.length; r++) {
                values[r] = replicates[r][column];
            }
            intervals.add(Interval.percentile(values, confidence).orElse(null));
        }
        return intervals;
    }
}
