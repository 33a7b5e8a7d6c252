package io.verdict.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.inference.detector.Detection;
import io.verdict.inference.evaluation.measure.Metric;
import io.verdict.inference.evaluation.measure.MetricName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pycocotools measures on the same boxes (TRN-5); {@code evaluation/README.md} says how it was asked. */
class CocoVectorsTest {
    private static final double EXACT = 1e-6;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "crowds",
                "ties",
                "empty-images",
                "round-recalls",
                "many-found",
                "rare-class",
                "everything-tied"
            })
    void shouldAgreeWithTheReference(String name) throws IOException {
        JsonNode vector = read(name);
        List<String> classes = IntStream.range(0, vector.get("classes").asInt())
                .mapToObj(index -> "c" + index)
                .toList();
        double threshold = vector.get("threshold").asDouble();
        List<EvaluatedImage> images =
                new ArrayList<>(StreamSupport.stream(vector.get("images").spliterator(), false)
                        .map(CocoVectorsTest::image)
                        .toList());
        Collections.shuffle(images, new Random(1));

        Map<Metric, Double> values = values(DetectionSample.of(images, classes, threshold, 1));

        JsonNode expected = vector.get("expected");
        expected.get("summary").properties().forEach(one -> {
            String[] key = one.getKey().split(":");
            MetricName metric = MetricName.valueOf(key[0].toUpperCase(Locale.ROOT));
            check(values, key.length == 1 ? Metric.of(metric) : Metric.of(metric, "size", key[1]), one.getValue());
        });
        for (int index = 0; index < classes.size(); index++) {
            JsonNode of = expected.get("classes").get(index);
            String label = classes.get(index);
            check(values, Metric.of(MetricName.AP, "class", label), of.at("/ap/all"));
            check(values, Metric.of(MetricName.AP50, "class", label), of.at("/ap50/all"));
            check(values, Metric.of(MetricName.AR100, "class", label), of.at("/ar/100"));
            double right = of.get("right").asDouble();
            double precision = right / (right + of.get("wrong").asDouble());
            assertThat(values.get(Metric.of(MetricName.PRECISION, "class", label)))
                    .as(label)
                    .isCloseTo(precision, within(EXACT));
            for (AreaRange range : List.of(AreaRange.ALL, AreaRange.SMALL, AreaRange.MEDIUM, AreaRange.LARGE)) {
                ClassMetrics metrics = new CocoEvaluator(classes, threshold)
                        .evaluate(images, range)
                        .classes()
                        .get(index);
                check(label + range, metrics.ap(), of.at("/ap/" + range.name()));
                check(label + range, metrics.ap50(), of.at("/ap50/" + range.name()));
            }
        }
    }

    private static void check(Map<Metric, Double> values, Metric metric, JsonNode expected) {
        assertThat(values).containsKey(metric);
        check(metric.toString(), values.get(metric), expected);
    }

    private static void check(String what, double value, JsonNode expected) {
        assertThat(expected.isMissingNode()).as(what).isFalse();
        if (expected.isNull()) {
            assertThat(value).as(what).isNaN();
        } else {
            assertThat(value).as(what).isCloseTo(expected.asDouble(), within(EXACT));
        }
    }

    private static Map<Metric, Double> values(DetectionSample sample) {
        double[] weights =
                DoubleStream.generate(() -> 1).limit(sample.examples().size()).toArray();
        double[] values = sample.values(weights);
        Map<Metric, Double> byMetric = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            byMetric.put(sample.metrics().get(i), values[i]);
        }
        return byMetric;
    }

    private static EvaluatedImage image(JsonNode node) {
        List<GroundTruth> truths = new ArrayList<>();
        node.get("truths")
                .forEach(one -> truths.add(new GroundTruth(
                        one.get(0).asInt(),
                        one.get(1).asDouble(),
                        one.get(2).asDouble(),
                        one.get(3).asDouble(),
                        one.get(4).asDouble(),
                        one.get(5).asInt() == 1)));
        List<Detection> detections = new ArrayList<>();
        node.get("detections")
                .forEach(one -> detections.add(new Detection(
                        one.get(0).asInt(),
                        "",
                        one.get(1).floatValue(),
                        one.get(2).floatValue(),
                        one.get(3).floatValue(),
                        one.get(4).floatValue(),
                        one.get(5).floatValue())));
        return new EvaluatedImage(node.get("id").asText(), detections, truths, Map.of());
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = CocoVectorsTest.class.getResourceAsStream("/evaluation/coco-" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
