package io.verdict.connectors.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Rows as trees learn from them.
 *
 * @param values (rows, columns), expanded
 * @param labels class index of each row
 * @param weights of each row
 */
record TrainingRows(float[][] values, int[] labels, float[] weights, int classes) {

    int size() {
        return labels.length;
    }

    int width() {
        return values[0].length;
    }

    /** Some of these rows, some of them several times, as Tribuo takes them. */
    <T extends Output<T>> MutableDataset<T> dataset(
            int[] rows, IntFunction<double[]> row, IntFunction<T> output, OutputFactory<T> factory) {
        String[] names = new String[width()];
        for (int c = 0; c < names.length; c++) {
            // Tribuo numbers columns in the order of their names.
            names[c] = String.format(Locale.ROOT, "%06d", c);
        }
        List<Example<T>> examples = new ArrayList<>(rows.length);
        for (int i : rows) {
            ArrayExample<T> example = new ArrayExample<>(output.apply(i), names, row.apply(i));
            example.setWeight(weights[i]);
            examples.add(example);
        }
        return new MutableDataset<>(examples, new SimpleDataSourceProvenance("gold", factory), factory);
    }

    /** Draws as many rows as there are, with replacement. */
    int[] bootstrap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = new int[size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(size());
        }
        return rows;
    }

    /** Draws a share of the rows, each at most once, in order. */
    int[] sample(long seed, float share) {
        SplittableRandom random = new SplittableRandom(seed);
        int wanted = Math.max(1, Math.round(share * size()));
        int[] rows = new int[wanted];
        int taken = 0;
        for (int i = 0; i < size() && taken < wanted; i++) {
            if (random.nextInt(size() - i) < wanted - taken) {
                rows[taken++] = i;
            }
        }
        return rows;
    }

    /** A seed of its own for each step. */
    static long seed(long seed, int step) {
        return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (step + 1)).nextLong();
    }
}
