package io.verdict.inference.evaluation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.inference.evaluation.measure.Estimates;
import io.verdict.inference.evaluation.measure.Estimator;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Slices;
import io.verdict.inference.evaluation.measure.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classifiers against scikit-learn's values, by hand, and at the edges (TRN-5). */
class ClassificationSampleTest {
    private static final double EXACT = 1e-6;

    static List<JsonNode> cases() {
        return Vectors.predictions("classification");
    }

    private static List<String> labels(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithTheReference(JsonNode vector) {
        List<Classified> answers = new ArrayList<>();
        for (int i = 0; i < vector.get("truth").size(); i++) {
            List<Double> probabilities = new ArrayList<>();
            vector.get("probability").get(i).forEach(one -> probabilities.add(one.asDouble()));
            answers.add(Classified.of(
                    Vectors.example(vector, i), vector.get("truth").get(i).asInt(), probabilities));
        }
        Collections.shuffle(answers, new Random(1));
        List<String> labels = labels(vector.get("classes").asInt());
        ClassificationSample sample = ClassificationSample.of(answers, labels);

        Map<Metric, Double> values = Vectors.values(sample);

        vector.get("expected")
                .properties()
                .forEach(one -> check(
                        values, Metric.of(MetricName.valueOf(one.getKey().toUpperCase(Locale.ROOT))), one.getValue()));
        for (int index = 0; index < labels.size(); index++) {
            check(values, of(MetricName.PRECISION, index), vector.at("/precision/" + index));
            check(values, of(MetricName.RECALL, index), vector.at("/recall/" + index));
            check(values, of(MetricName.ROC_AUC, index), vector.at("/area/" + index));
            for (int answer = 0; answer < labels.size(); answer++) {
                assertThat(sample.confusion().counts().get(index).get(answer))
                        .isCloseTo(
                                vector.at("/confusion/" + index + "/" + answer).asDouble(), within(EXACT));
            }
        }
    }

    private static Metric of(MetricName name, int index) {
        return Metric.of(name, "class", "c" + index);
    }

    private static void check(Map<Metric, Double> values, Metric metric, JsonNode expected) {
        assertThat(values).containsKey(metric);
        assertThat(expected.isMissingNode()).as(metric.toString()).isFalse();
        if (expected.isNull()) {
            assertThat(values.get(metric)).as(metric.toString()).isNaN();
        } else {
            assertThat(values.get(metric)).as(metric.toString()).isCloseTo(expected.asDouble(), within(EXACT));
        }
    }

    private static Classified answer(String id, String region, int truth, double... probabilities) {
        return Classified.of(
                Example.of(id, Map.of("region", region)),
                truth,
                Arrays.stream(probabilities).boxed().toList());
    }

    @Test
    void shouldBinConfidencesByHand() {
        // Confidence 0.6 lies in (0.5333, 0.6], 0.9 in (0.8667, 0.9333]. Gaps: |1/2 − 0.6| and |1 − 0.9|, half each.
        ClassificationSample sample = ClassificationSample.of(
                List.of(
                        answer("a", "x", 0, 0.6, 0.4),
                        answer("b", "x", 1, 0.6, 0.4),
                        answer("c", "x", 0, 0.9, 0.1),
                        answer("d", "x", 1, 0.1, 0.9)),
                labels(2));

        assertThat(Vectors.values(sample).get(Metric.of(MetricName.ECE))).isCloseTo(0.1, within(1e-12));
        assertThat(sample.reliability()).hasSize(15);
        assertThat(sample.reliability().get(8)).isEqualTo(new Calibration.Bin(8 / 15.0, 9 / 15.0, 2, 0.6, 0.5));
        assertThat(sample.reliability().get(13).accuracy()).isEqualTo(1);
        assertThat(sample.reliability().get(0).confidence()).isNull();
    }

    @Test
    void shouldSayWhyAMetricIsAbsentInsteadOfZero() {
        ClassificationSample sample = ClassificationSample.of(
                List.of(answer("a", "north", 0, 0.9, 0.1), answer("b", "north", 0, 0.8, 0.2)), labels(2));

        Estimates estimates =
                new Estimator(new Bootstrap(20, 0.9, 1), 5).estimate(sample, Slices.ofAll(sample.examples()));

        assertThat(estimates.absent())
                .filteredOn(one -> one.slice().isEmpty() || one.slice().contains("class=c1"))
                .extracting(Estimate::metric, Estimate::slice, Estimate::absence)
                .contains(
                        tuple("roc_auc", "", "There have to be examples of the class and of others."),
                        tuple("precision", "class=c1", "The class was never answered."),
                        tuple("recall", "class=c1", "There are no examples of the class."));
        assertThat(estimates.measured())
                .filteredOn(one -> one.metric().equals("accuracy"))
                .allSatisfy(one -> assertThat(one.value()).isEqualTo(1));
        assertThat(estimates.contrasts())
                .allSatisfy(one -> assertThat(one.outside()).isNull());
    }

    @Test
    void shouldMeasureAnswersWithoutProbabilities() {
        ClassificationSample sample =
                ClassificationSample.of(List.of(new Classified(Example.of("a", Map.of()), 0, 1, List.of())), labels(2));

        assertThat(sample.metrics()).extracting(Metric::name).doesNotContain(MetricName.LOG_LOSS, MetricName.ROC_AUC);
        assertThat(Vectors.values(sample).get(Metric.of(MetricName.ACCURACY))).isZero();
        assertThat(sample.reliability()).isEmpty();
    }

    @Test
    void shouldCountWhatWasNotAnsweredAsWrong() {
        // Without an answer: 1 of 4. Class 0: 1 of 2 found, and nothing else taken for it; class 1: 1 of 2 as well.
        ClassificationSample sample = ClassificationSample.of(
                List.of(
                        answer("a", "x", 0, 0.8, 0.2),
                        answer("b", "x", 1, 0.2, 0.8),
                        answer("c", "x", 0, 0.4, 0.6),
                        Classified.refused(Example.of("d", Map.of("region", "x")), 1)),
                labels(2));

        Map<Metric, Double> values = Vectors.values(sample);

        assertThat(values.get(Metric.of(MetricName.REFUSED))).isEqualTo(0.25);
        assertThat(values.get(Metric.of(MetricName.ACCURACY))).isEqualTo(0.5);
        assertThat(values.get(of(MetricName.PRECISION, 0))).isEqualTo(1);
        assertThat(values.get(of(MetricName.RECALL, 1))).isEqualTo(0.5);
        assertThat(values.get(Metric.of(MetricName.LOG_LOSS)))
                .isCloseTo((-2 * Math.log(0.8) - Math.log(0.4) - Math.log(Math.ulp(1.0))) / 4, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.BRIER))).isCloseTo((0.08 + 0.08 + 0.72 + 1) / 4, within(1e-12));
        // Of the answers: (0.5333, 0.6] one that is wrong, (0.7333, 0.8] two that are right.
        assertThat(values.get(Metric.of(MetricName.ECE))).isCloseTo((0.6 + 2 * 0.2) / 3, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.ROC_AUC))).isEqualTo(1);
        assertThat(sample.confusion().counts()).containsExactly(List.of(1.0, 1.0), List.of(0.0, 1.0));
    }

    @Test
    void shouldMeasureAModelThatAnswersNothing() {
        Map<Metric, Double> values = Vectors.values(
                ClassificationSample.of(List.of(Classified.refused(Example.of("a", Map.of()), 0)), labels(2)));

        assertThat(values.get(Metric.of(MetricName.ACCURACY))).isZero();
        assertThat(values.get(Metric.of(MetricName.REFUSED))).isEqualTo(1);
        assertThat(values).doesNotContainKey(Metric.of(MetricName.LOG_LOSS));
    }

    @Test
    void shouldRefuseWhatIsNoAnswer() {
        Example example = Example.of("row 7", Map.of());

        assertThatThrownBy(() -> Classified.of(example, 0, List.of(Double.NaN, 1.0)))
                .hasMessageContainingAll("row 7", "NaN");
        assertThatThrownBy(() -> Classified.of(example, 0, List.of(0.5, 0.2))).hasMessageContaining("sum to 0.7");
        assertThatThrownBy(
                        () -> ClassificationSample.of(List.of(Classified.of(example, 2, List.of(0.5, 0.5))), labels(2)))
                .hasMessageContainingAll("row 7", "class 2", "2 classes");
        assertThatThrownBy(
                        () -> ClassificationSample.of(List.of(Classified.of(example, 0, List.of(0.5, 0.5))), labels(3)))
                .hasMessageContaining("2 probabilities");
        assertThatThrownBy(() -> ClassificationSample.of(
                        List.of(answer("a", "x", 0, 1, 0), answer("a", "x", 0, 1, 0)), labels(2)))
                .hasMessageContaining("twice");
    }

    @Property(tries = 50)
    void shouldPermuteWithTheClasses(@ForAll long seed) {
        Random random = new Random(seed);
        List<Classified> answers = new ArrayList<>();
        List<Classified> turned = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double a = random.nextInt(8) / 16.0;
            double b = random.nextInt(8) / 16.0;
            int truth = random.nextInt(3);
            // An answer of its own, since which of equal probabilities is the first depends on the order.
            int said = random.nextInt(3);
            Example example = Example.of("" + i, Map.of());
            answers.add(new Classified(example, truth, said, List.of(a, b, 1 - a - b)));
            turned.add(new Classified(example, (truth + 1) % 3, (said + 1) % 3, List.of(1 - a - b, a, b)));
        }

        Map<Metric, Double> before = Vectors.values(ClassificationSample.of(answers, List.of("a", "b", "c")));
        Map<Metric, Double> after = Vectors.values(ClassificationSample.of(turned, List.of("c", "a", "b")));

        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((metric, value) -> {
            if (value.isNaN()) {
                assertThat(after.get(metric)).isNaN();
            } else {
                assertThat(after.get(metric)).as(metric.toString()).isCloseTo(value, within(1e-12));
            }
        });
    }
}
