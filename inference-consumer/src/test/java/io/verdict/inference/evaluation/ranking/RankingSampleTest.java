package io.verdict.inference.evaluation.ranking;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rankings against scikit-learn's values, by hand, and at the edges (TRN-5). */
class RankingSampleTest {

    static List<JsonNode> cases() {
        return Vectors.predictions("ranking");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithTheReference(JsonNode vector) {
        List<RankedList> lists = new ArrayList<>();
        for (int i = 0; i < vector.get("grades").size(); i++) {
            List<Double> grades = new ArrayList<>();
            vector.get("grades").get(i).forEach(one -> grades.add(one.asDouble()));
            lists.add(new RankedList(Vectors.example(vector, i), grades, 0, 0));
        }
        vector.get("ndcg").properties().forEach(one -> {
            int k = Integer.parseInt(one.getKey());
            Map<Metric, Double> values = Vectors.values(RankingSample.of(lists, List.of(k)));
            assertThat(values.get(Metric.of(MetricName.NDCG, "k", k)))
                    .isCloseTo(one.getValue().asDouble(), within(1e-6));
            assertThat(values.get(Metric.of(MetricName.PRECISION_AT_K, "k", k)))
                    .isCloseTo(vector.at("/precision/" + k).asDouble(), within(1e-6));
            assertThat(values.get(Metric.of(MetricName.CTR))).isNaN();
        });
    }

    private static RankedList list(String id, long impressions, long clicks, Double... grades) {
        return new RankedList(Example.of(id, Map.of()), List.of(grades), impressions, clicks);
    }

    @Test
    void shouldDivideAllClicksByAllImpressions() {
        RankingSample sample =
                RankingSample.of(List.of(list("a", 90, 9, 1.0), list("b", 10, 6, 0.0), list("c", 0, 0)), List.of(2));

        Map<Metric, Double> values = Vectors.values(sample);

        assertThat(values.get(Metric.of(MetricName.CTR))).isCloseTo(0.15, within(1e-12));
        // One of 2 × 3 places is relevant; only the first list has anything relevant to gain.
        assertThat(values.get(Metric.of(MetricName.PRECISION_AT_K, "k", 2))).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(values.get(Metric.of(MetricName.NDCG, "k", 2))).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatThrownBy(() -> list("q", 3, 4)).hasMessageContainingAll("q", "4 clicks");
        assertThatThrownBy(() -> list("q", 3, 1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> list("q", 3, 1, -1.0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> RankingSample.of(List.of(), List.of(0))).hasMessageContaining("k must");
    }
}
