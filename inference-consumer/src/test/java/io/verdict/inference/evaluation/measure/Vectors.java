package io.verdict.inference.evaluation.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reference implementations measured, and what ours does, by metric; {@code evaluation/README.md} says how. */
public final class Vectors {

    private Vectors() {}

    /** The cases of one kind of model. */
    public static List<JsonNode> predictions(String kind) {
        try (InputStream in = Vectors.class.getResourceAsStream("/evaluation/predictions.json")) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).get(kind).forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Example {@code i} of a case, with its weight. */
    public static Example example(JsonNode of, int i) {
        String id = "%04d".formatted(i);
        return new Example(
                id, id, Map.of(), of.has("weight") ? of.get("weight").get(i).asDouble() : 1);
    }

    /** Everything a sample gives under its own weights. */
    public static Map<Metric, Double> values(Sample sample) {
        double[] weights =
                sample.examples().stream().mapToDouble(Example::weight).toArray();
        double[] values = sample.values(weights);
        Map<Metric, Double> byMetric = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            byMetric.put(sample.metrics().get(i), values[i]);
        }
        return byMetric;
    }
}
