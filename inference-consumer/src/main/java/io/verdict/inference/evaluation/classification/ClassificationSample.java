package io.verdict.inference.evaluation.classification;

import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.ExampleOrder;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A classifier's answers on a set of examples: accuracy, F1, per-class precision and recall, and, where it gives
 * probabilities, log loss, Brier score, calibration and ROC AUC. Agrees with scikit-learn 1.9.1, but that it says of what is
 * not defined that it is not, where that says 0. An example that was not answered is wrong, and each of its probabilities 0;
 * calibration and ROC AUC are those of the answers.
 */
public final class ClassificationSample implements Sample {
    /** The step of double precision at 1; a probability of 0 for what is true would make everything infinite. */
    private static final double LEAST = Math.ulp(1.0);

    private static final List<MetricName> OF_ANSWERS =
            List.of(MetricName.ACCURACY, MetricName.MACRO_F1, MetricName.WEIGHTED_F1, MetricName.REFUSED);
    private static final List<MetricName> OF_PROBABILITIES =
            List.of(MetricName.LOG_LOSS, MetricName.BRIER, MetricName.ECE, MetricName.ROC_AUC);

    private final List<String> classes;
    private final List<Example> examples;
    private final int[] truths;
    private final int[] answers;
    private final boolean probable;
    private final boolean perClass;
    private final double[] logLosses;
    private final double[] briers;
    private final List<RocCurve> curves;
    private final Calibration calibration;

    private ClassificationSample(List<Classified> all, List<String> classes) {
        this.classes = List.copyOf(classes);
        this.examples = all.stream().map(Classified::example).toList();
        this.truths = all.stream().mapToInt(Classified::truth).toArray();
        this.answers = all.stream().mapToInt(Classified::answer).toArray();
        this.perClass = true;
        this.probable = all.stream().anyMatch(one -> !one.probabilities().isEmpty());
        this.logLosses = numbers(all, ClassificationSample::logLoss);
        this.briers = numbers(all, ClassificationSample::brier);
        this.curves = IntStream.range(0, probable ? classes.size() : 0)
                .mapToObj(index -> curve(all, index))
                .toList();
        this.calibration = new Calibration(
                numbers(all, one -> one.probabilities().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(Double.NaN)),
                right());
    }

    /** Of the same, without the metrics of single classes. */
    private ClassificationSample(ClassificationSample of) {
        this.classes = of.classes;
        this.examples = of.examples;
        this.truths = of.truths;
        this.answers = of.answers;
        this.perClass = false;
        this.probable = of.probable;
        this.logLosses = of.logLosses;
        this.briers = of.briers;
        this.curves = of.curves;
        this.calibration = of.calibration;
    }

    /**
     * A sample.
     *
     * @param classes in the order of their indices
     * @throws IllegalArgumentException if an index is none of the classes', some examples have probabilities and some not,
     *     or two have one id
     */
    public static ClassificationSample of(List<Classified> answers, List<String> classes) {
        List<Classified> ordered = ExampleOrder.of(answers, Classified::example);
        int expected = ordered.stream()
                .filter(Classified::isAnswered)
                .mapToInt(one -> one.probabilities().size())
                .findFirst()
                .orElse(0);
        for (Classified one : ordered) {
            int given = one.probabilities().size();
            if (one.isAnswered() && given != expected || given != 0 && given != classes.size()) {
                throw new IllegalArgumentException("Example %s has %d probabilities; there are %d classes"
                        .formatted(one.example().id(), given, classes.size()));
            }
            int least = one.isAnswered() ? Math.min(one.truth(), one.answer()) : one.truth();
            if (least < 0 || Math.max(one.truth(), one.answer()) >= classes.size()) {
                throw new IllegalArgumentException("Example %s is of class %d and was answered %d; there are %d classes"
                        .formatted(one.example().id(), one.truth(), one.answer(), classes.size()));
            }
        }
        return new ClassificationSample(ordered, classes);
    }

    private double[] numbers(List<Classified> all, ToDoubleFunction<Classified> of) {
        return probable ? all.stream().mapToDouble(of).toArray() : new double[0];
    }

    private static double logLoss(Classified one) {
        double probability = one.isAnswered() ? one.probabilities().get(one.truth()) : 0;
        return -Math.log(Math.max(LEAST, Math.min(1 - LEAST, probability)));
    }

    private static double brier(Classified one) {
        if (!one.isAnswered()) {
            return 1;
        }
        return IntStream.range(0, one.probabilities().size())
                .mapToDouble(index -> one.probabilities().get(index) - (index == one.truth() ? 1 : 0))
                .map(distance -> distance * distance)
                .sum();
    }

    private RocCurve curve(List<Classified> all, int index) {
        boolean[] positive = new boolean[truths.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = truths[i] == index;
        }
        return new RocCurve(
                numbers(all, one -> one.isAnswered() ? one.probabilities().get(index) : Double.NaN), positive);
    }

    private boolean[] right() {
        boolean[] right = new boolean[truths.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = truths[i] == answers[i];
        }
        return right;
    }

    @Override
    public List<Example> examples() {
        return examples;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        OF_ANSWERS.forEach(name -> metrics.add(Metric.of(name)));
        if (probable) {
            OF_PROBABILITIES.forEach(name -> metrics.add(Metric.of(name)));
        }
        for (String label : perClass ? classes : List.<String>of()) {
            List.of(MetricName.PRECISION, MetricName.RECALL, MetricName.F1)
                    .forEach(name -> metrics.add(Metric.of(name, "class", label)));
            if (probable) {
                metrics.add(Metric.of(MetricName.ROC_AUC, "class", label));
            }
        }
        return metrics;
    }

    @Override
    public double[] values(double[] weights) {
        DoubleStream.Builder values = DoubleStream.builder();
        ClassCounts counts = new ClassCounts(truths, answers, weights, classes.size());
        values.add(counts.accuracy())
                .add(counts.macroF1())
                .add(counts.weightedF1())
                .add(counts.refused());
        double[] areas =
                curves.stream().mapToDouble(curve -> curve.area(weights)).toArray();
        if (probable) {
            values.add(mean(logLosses, weights))
                    .add(mean(briers, weights))
                    .add(calibration.error(weights))
                    .add(DoubleStream.of(areas)
                            .filter(Double::isFinite)
                            .average()
                            .orElse(Double.NaN));
        }
        for (int index = 0; perClass && index < classes.size(); index++) {
            values.add(counts.precision(index)).add(counts.recall(index)).add(counts.f1(index));
            if (probable) {
                values.add(areas[index]);
            }
        }
        return values.build().toArray();
    }

    private static double mean(double[] numbers, double[] weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += weights[i] * numbers[i];
            all += weights[i];
        }
        return sum / all;
    }

    @Override
    public String absence(Metric metric) {
        if (metric.name() == MetricName.ROC_AUC) {
            return "There have to be examples of the class and of others.";
        }
        return metric.name() == MetricName.PRECISION
                ? "The class was never answered."
                : "There are no examples of the class.";
    }

    @Override
    public Sample headline() {
        return new ClassificationSample(this);
    }

    /** Which class was answered where which is true; what was not answered is not in it. */
    public ConfusionMatrix confusion() {
        return ConfusionMatrix.of(classes, new ClassCounts(truths, answers, weights(), classes.size()).counts());
    }

    /** The reliability diagram; empty where the model gives no probabilities. */
    public List<Calibration.Bin> reliability() {
        return probable ? calibration.bins(weights()) : List.of();
    }

    private double[] weights() {
        return examples.stream().mapToDouble(Example::weight).toArray();
    }
}
