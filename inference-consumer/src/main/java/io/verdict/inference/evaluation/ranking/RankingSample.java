package io.verdict.inference.evaluation.ranking;

import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.ExampleOrder;
import io.verdict.inference.evaluation.measure.Means;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A ranker's lists: click-through rate over all impressions, precision and normalised discounted gain of the first k,
 * means over lists. NDCG's gain is the grade itself, its discount log2(rank + 1). Immutable.
 */
public final class RankingSample implements Sample {
    private final Means means;
    private final List<RankedList> lists;
    private final List<Metric> metrics;

    private RankingSample(Means means, List<RankedList> lists) {
        this.means = means;
        this.lists = lists;
        this.metrics = new ArrayList<>(means.metrics());
        this.metrics.add(0, Metric.of(MetricName.CTR));
    }

    /**
     * A sample.
     *
     * @param cuts the k of precision and NDCG, each above 0
     * @throws IllegalArgumentException if a k is not above 0, or two lists have one id
     */
    public static RankingSample of(List<RankedList> lists, List<Integer> cuts) {
        List<RankedList> ordered = ExampleOrder.of(lists, RankedList::example);
        List<Metric> metrics = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        for (int k : cuts) {
            if (k < 1) {
                throw new IllegalArgumentException("k must be above 0: " + k);
            }
            metrics.add(Metric.of(MetricName.PRECISION_AT_K, "k", k));
            numbers.add(ordered.stream().mapToDouble(list -> precision(list, k)).toArray());
            metrics.add(Metric.of(MetricName.NDCG, "k", k));
            numbers.add(ordered.stream().mapToDouble(list -> ndcg(list, k)).toArray());
        }
        return new RankingSample(
                new Means(
                        ordered.stream().map(RankedList::example).toList(),
                        metrics,
                        numbers.toArray(double[][]::new),
                        "No list has a relevant item."),
                ordered);
    }

    private static double precision(RankedList list, int k) {
        return list.grades().stream().limit(k).filter(grade -> grade > 0).count() / (double) k;
    }

    private static double ndcg(RankedList list, int k) {
        DoubleStream best = list.grades().stream()
                .sorted(Comparator.reverseOrder())
                .limit(k)
                .mapToDouble(Double::doubleValue);
        double most = gain(best.toArray());
        double reached = gain(
                list.grades().stream().limit(k).mapToDouble(Double::doubleValue).toArray());
        return reached / most;
    }

    private static double gain(double[] grades) {
        double gain = 0;
        for (int rank = 0; rank < grades.length; rank++) {
            gain += grades[rank] * Math.log(2) / Math.log(rank + 2);
        }
        return gain;
    }

    @Override
    public List<Example> examples() {
        return means.examples();
    }

    @Override
    public List<Metric> metrics() {
        return metrics;
    }

    @Override
    public double[] values(double[] weights) {
        double shown = 0;
        double clicked = 0;
        for (int i = 0; i < weights.length; i++) {
            shown += weights[i] * lists.get(i).impressions();
            clicked += weights[i] * lists.get(i).clicks();
        }
        return DoubleStream.concat(DoubleStream.of(clicked / shown), DoubleStream.of(means.values(weights)))
                .toArray();
    }

    @Override
    public String absence(Metric metric) {
        return metric.name() == MetricName.CTR ? "Nothing is known to have been shown." : means.absence(metric);
    }
}
