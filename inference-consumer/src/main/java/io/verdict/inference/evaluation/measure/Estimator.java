package io.verdict.inference.evaluation.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures a sample on all data, on every slice and outside of every slice, each under the same bootstrap draws, so that
 * differences are those within a draw. Deterministic, whatever the number of threads; thread-safe.
 */
public final class Estimator {
    private final Bootstrap bootstrap;
    private final int smallest;

    /**
     * An estimator.
     *
     * @param smallest fewest examples and groups on either side for a slice to be judged
     */
    public Estimator(Bootstrap bootstrap, int smallest) {
        this.bootstrap = bootstrap;
        this.smallest = smallest;
    }

    public Estimates estimate(Sample sample, Slices slices) {
        List<Example> examples = sample.examples();
        Bootstrap.Groups groups = bootstrap.groups(examples);
        View all = View.of(examples, "", any -> true);
        List<Estimate> overall =
                estimates(sample, all, measured(sample, List.of(all), groups).get(0));

        Sample headline = sample.headline();
        List<View> views = new ArrayList<>();
        for (Slice slice : slices.slices()) {
            views.add(View.of(examples, slice.name(), slice::contains));
            views.add(View.of(examples, slice.name(), example -> !slice.contains(example)));
        }
        List<Measured> measured = measured(headline, views, groups);
        List<Estimate> sliced = new ArrayList<>();
        List<Contrast> contrasts = new ArrayList<>();
        Contrasts judge = new Contrasts(bootstrap, smallest);
        for (int i = 0; i < views.size(); i += 2) {
            sliced.addAll(estimates(headline, views.get(i), measured.get(i)));
            contrasts.addAll(judge.of(headline, views.subList(i, i + 2), measured.subList(i, i + 2)));
        }
        return new Estimates(
                examples.size(), groups.count(), bootstrap, smallest, overall, sliced, contrasts, slices.leftOut());
    }

    /**
     * What a view measured.
     *
     * @param replicates by resample, then metric
     */
    record Measured(double[] values, double[][] replicates) {}

    private List<Measured> measured(Sample sample, List<View> views, Bootstrap.Groups groups) {
        List<Measured> results = views.stream()
                .map(view -> new Measured(sample.values(view.weights()), new double[bootstrap.resamples()][]))
                .toList();
        IntStream.range(0, bootstrap.resamples()).parallel().forEach(resample -> {
            int[] times = groups.draw(resample);
            for (int v = 0; v < views.size(); v++) {
                results.get(v).replicates()[resample] =
                        sample.values(views.get(v).times(times));
            }
        });
        return results;
    }

    /**
     * How two models differ on the same examples: both under the same draws, so that what is hard for both cancels out.
     *
     * @throws IllegalArgumentException if the examples are not the same, or the metrics
     */
    public List<Difference> differences(Sample candidate, Sample serving) {
        List<String> ids = candidate.examples().stream().map(Example::id).toList();
        if (!ids.equals(serving.examples().stream().map(Example::id).toList())
                || !candidate.metrics().equals(serving.metrics())) {
            throw new IllegalArgumentException("Two models are compared on the same examples by the same metrics only");
        }
        Bootstrap.Groups groups = bootstrap.groups(candidate.examples());
        List<View> all = List.of(View.of(candidate.examples(), "", any -> true));
        Measured one = measured(candidate, all, groups).get(0);
        Measured other = measured(serving, all, groups).get(0);
        return new Contrasts(bootstrap, smallest).differences(candidate.metrics(), one, other);
    }

    private List<Estimate> estimates(Sample sample, View view, Measured measured) {
        List<Metric> metrics = sample.metrics();
        List<Interval> intervals = bootstrap.intervals(measured.replicates(), metrics.size());
        List<Estimate> estimates = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            Metric metric = metrics.get(m);
            double value = measured.values()[m];
            boolean defined = Double.isFinite(value);
            estimates.add(new Estimate(
                    metric.name().text(),
                    metric.within(view.slice()),
                    view.examples(),
                    defined ? value : null,
                    defined ? intervals.get(m) : null,
                    defined ? null : view.examples() == 0 ? "There are no examples." : sample.absence(metric)));
        }
        return estimates;
    }
}
