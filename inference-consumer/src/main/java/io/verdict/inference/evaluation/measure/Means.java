package io.verdict.inference.evaluation.measure;

import java.util.Arrays;
import java.util.List;

/**
 * A sample whose metrics are weighted means of one number per example, NaN for examples that a metric leaves out
 * (Hájek 1971 where examples were drawn). Immutable.
 */
public final class Means implements Sample {
    private final List<Example> examples;
    private final List<Metric> metrics;
    private final double[][] numbers;
    private final String absence;

    /**
     * A sample.
     *
     * @param examples in the order of their ids
     * @param numbers by metric, then example
     * @param absence why a metric may have no value
     */
    public Means(List<Example> examples, List<Metric> metrics, double[][] numbers, String absence) {
        this.examples = List.copyOf(examples);
        this.metrics = List.copyOf(metrics);
        this.numbers = Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
        this.absence = absence;
    }

    @Override
    public List<Example> examples() {
        return examples;
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
    }

    @Override
    public double[] values(double[] weights) {
        return Arrays.stream(numbers).mapToDouble(one -> mean(one, weights)).toArray();
    }

    @Override
    public String absence(Metric metric) {
        return absence;
    }

    private static double mean(double[] numbers, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (weights[i] > 0 && !Double.isNaN(numbers[i])) {
                sum += weights[i] * numbers[i];
                weight += weights[i];
            }
        }
        return sum / weight;
    }
}
