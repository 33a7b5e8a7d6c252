package io.verdict.inference.evaluation.regression;

import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.ExampleOrder;
import io.verdict.inference.evaluation.measure.Means;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Sample;
import java.util.List;

/**
 * A regression's answers on a set of examples: MAPE, RMSE and MAE. MAPE leaves out examples whose truth is 0, where it is
 * not defined. Immutable.
 */
public final class RegressionSample implements Sample {
    private static final List<Metric> METRICS =
            List.of(Metric.of(MetricName.MAPE), Metric.of(MetricName.RMSE), Metric.of(MetricName.MAE));
    private static final int RMSE = 1;

    private final Means means;
    private final int zeros;

    private RegressionSample(Means means, int zeros) {
        this.means = means;
        this.zeros = zeros;
    }

    /** A sample; two examples with one id are refused with an IllegalArgumentException. */
    public static RegressionSample of(List<Estimated> answers) {
        List<Estimated> ordered = ExampleOrder.of(answers, Estimated::example);
        double[][] numbers = new double[METRICS.size()][ordered.size()];
        int zeros = 0;
        for (int i = 0; i < ordered.size(); i++) {
            double truth = ordered.get(i).truth();
            double error = Math.abs(ordered.get(i).answer() - truth);
            numbers[0][i] = truth == 0 ? Double.NaN : error / Math.abs(truth);
            numbers[RMSE][i] = error * error;
            numbers[2][i] = error;
            zeros += truth == 0 ? 1 : 0;
        }
        List<Example> examples = ordered.stream().map(Estimated::example).toList();
        return new RegressionSample(new Means(examples, METRICS, numbers, "The truth of every example is 0."), zeros);
    }

    /** Examples whose truth is 0, which MAPE leaves out. */
    public int zeros() {
        return zeros;
    }

    @Override
    public List<Example> examples() {
        return means.examples();
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double[] values(double[] weights) {
        double[] values = means.values(weights);
        values[RMSE] = Math.sqrt(values[RMSE]);
        return values;
    }

    @Override
    public String absence(Metric metric) {
        return means.absence(metric);
    }
}
