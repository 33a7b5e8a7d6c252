package io.verdict.inference.evaluation.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A part of a sample: the examples outside of it weigh nothing.
 *
 * @param slice the slice that it is, or is the rest of
 * @param examples how many it has
 * @param groups in how many groups
 */
record View(String slice, int examples, int groups, double[] weights) {

    static View of(List<Example> all, String slice, Predicate<Example> inside) {
        double[] weights = new double[all.size()];
        Set<String> groups = new HashSet<>();
        int count = 0;
        for (int i = 0; i < weights.length; i++) {
            Example example = all.get(i);
            if (inside.test(example)) {
                weights[i] = example.weight();
                groups.add(example.group());
                count++;
            }
        }
        return new View(slice, count, groups.size(), weights);
    }

    /** The weights in a draw that has each example so many times. */
    double[] times(int[] drawn) {
        double[] product = new double[weights.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = weights[i] * drawn[i];
        }
        return product;
    }
}
