package io.verdict.inference.evaluation.measure;

import java.util.Arrays;
import java.util.List;

/**
 * How often which class was answered where which is true.
 *
 * @param counts by true class, then answered class; weighted where examples stand for several
 */
public record ConfusionMatrix(List<String> labels, List<List<Double>> counts) {

    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
    }

    public static ConfusionMatrix of(List<String> labels, double[][] counts) {
        return new ConfusionMatrix(
                labels,
                Arrays.stream(counts)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }
}
