package io.verdict.inference.evaluation.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import io.verdict.inference.evaluation.measure.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regressions against scikit-learn's values, and at the edges (TRN-5). */
class RegressionSampleTest {

    static List<JsonNode> cases() {
        return Vectors.predictions("regression");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithTheReference(JsonNode vector) {
        List<Estimated> answers = new ArrayList<>();
        for (int i = 0; i < vector.get("truth").size(); i++) {
            answers.add(new Estimated(
                    Vectors.example(vector, i),
                    vector.get("truth").get(i).asDouble(),
                    vector.get("said").get(i).asDouble()));
        }

        Map<Metric, Double> values = Vectors.values(RegressionSample.of(answers));

        assertThat(vector.get("expected").size()).isEqualTo(values.size());
        vector.get("expected").properties().forEach(one -> assertThat(
                        values.get(Metric.of(MetricName.valueOf(one.getKey().toUpperCase(Locale.ROOT)))))
                .isCloseTo(one.getValue().asDouble(), within(1e-6)));
    }

    private static Estimated answer(String id, double truth, double answer) {
        return new Estimated(Example.of(id, Map.of()), truth, answer);
    }

    @Test
    void shouldLeaveZerosOutOfMapeAndSaySo() {
        RegressionSample sample =
                RegressionSample.of(List.of(answer("a", 0, 5), answer("b", -10, -9), answer("c", 4, 8)));

        assertThat(Vectors.values(sample).get(Metric.of(MetricName.MAPE))).isCloseTo(0.55, within(1e-12));
        assertThat(Vectors.values(sample).get(Metric.of(MetricName.MAE))).isCloseTo(10 / 3.0, within(1e-12));
        assertThat(sample.zeros()).isOne();
        RegressionSample onlyZeros = RegressionSample.of(List.of(answer("a", 0, 5)));
        assertThat(Vectors.values(onlyZeros).get(Metric.of(MetricName.MAPE))).isNaN();
        assertThat(onlyZeros.absence(Metric.of(MetricName.MAPE))).contains("is 0");
    }

    @Test
    void shouldRefuseWhatIsNoNumber() {
        assertThatThrownBy(() -> answer("row 3", 1, Double.NaN)).hasMessageContainingAll("row 3", "NaN", "finite");
        assertThatThrownBy(() -> answer("row 3", Double.POSITIVE_INFINITY, 1)).hasMessageContaining("Infinity");
    }
}
