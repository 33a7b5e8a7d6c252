package io.verdict.inference.evaluation.measure;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Some of a sample's metrics. Immutable, as the sample is. */
public final class Selection implements Sample {
    private final Sample sample;
    private final int[] chosen;

    public Selection(Sample sample, Predicate<Metric> metrics) {
        this.sample = sample;
        this.chosen = IntStream.range(0, sample.metrics().size())
                .filter(index -> metrics.test(sample.metrics().get(index)))
                .toArray();
    }

    @Override
    public List<Example> examples() {
        return sample.examples();
    }

    @Override
    public List<Metric> metrics() {
        return IntStream.of(chosen).mapToObj(sample.metrics()::get).toList();
    }

    @Override
    public double[] values(double[] weights) {
        double[] all = sample.values(weights);
        return IntStream.of(chosen).mapToDouble(index -> all[index]).toArray();
    }

    @Override
    public String absence(Metric metric) {
        return sample.absence(metric);
    }
}
