package io.verdict.inference.evaluation.clustering;

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

/** Silhouettes against scikit-learn's values, exact and on a sample (TRN-5). */
class SilhouetteTest {

    static List<JsonNode> cases() {
        return Vectors.predictions("clustering");
    }

    private static List<Clustered> points(JsonNode vector) {
        List<Clustered> points = new ArrayList<>();
        for (int i = 0; i < vector.get("points").size(); i++) {
            List<Double> point = new ArrayList<>();
            vector.get("points").get(i).forEach(one -> point.add(one.asDouble()));
            points.add(new Clustered(
                    Vectors.example(vector, i),
                    point,
                    vector.get("label").get(i).asText()));
        }
        return points;
    }

    private static double value(Silhouette silhouette) {
        return Vectors.values(silhouette.sample()).get(Metric.of(MetricName.SILHOUETTE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithTheReference(JsonNode vector) {
        Silhouette silhouette = Silhouette.of(points(vector), 1000, 1);

        assertThat(value(silhouette))
                .isCloseTo(vector.at("/expected/silhouette").asDouble(), within(1e-6));
        assertThat(silhouette.exact()).isTrue();
        for (int i = 0; i < vector.get("each").size(); i++) {
            double[] only = new double[vector.get("each").size()];
            only[i] = 1;
            assertThat(silhouette.sample().values(only)[0])
                    .isCloseTo(vector.get("each").get(i).asDouble(), within(1e-6));
        }
    }

    @Test
    void shouldLookAtASampleOfManyPointsAndSaySo() {
        List<Clustered> points = points(cases().get(1));

        Silhouette some = Silhouette.of(points, 20, 7);

        assertThat(some.exact()).isFalse();
        assertThat(some.points()).isEqualTo(30);
        assertThat(some.sample().examples()).hasSize(20);
        assertThat(value(some)).isEqualTo(value(Silhouette.of(points, 20, 7)));
        assertThat(some.sample().examples())
                .isNotEqualTo(Silhouette.of(points, 20, 8).sample().examples());
    }

    @Test
    void shouldSayNothingOfOneCluster() {
        Clustered one = new Clustered(Example.of("a", Map.of()), List.of(1.0), "x");
        Clustered same = new Clustered(Example.of("b", Map.of()), List.of(2.0), "x");

        assertThat(value(Silhouette.of(List.of(one, same), 10, 1))).isNaN();
        assertThatThrownBy(() -> new Clustered(Example.of("a", Map.of()), List.of(Double.NaN), "x"))
                .hasMessageContaining("NaN");
        Clustered wide = new Clustered(Example.of("w", Map.of()), List.of(2.0, 3.0), "x");
        assertThatThrownBy(() -> Silhouette.of(List.of(one, wide), 10, 1)).hasMessageContainingAll("w", "2");
    }

    @Test
    void shouldGiveZeroWhereAllPointsAreOne() {
        List<Clustered> points = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            points.add(new Clustered(Example.of("" + i, Map.of()), List.of(1.0), "" + i % 2));
        }

        assertThat(value(Silhouette.of(points, 10, 1))).isZero();
    }
}
