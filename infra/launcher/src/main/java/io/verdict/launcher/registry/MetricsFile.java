package io.verdict.launcher.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.events.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code train-detector} writes about a detector on the photos that were kept for testing it.
 *
 * @param testSha256 SHA-256 of these photos
 * @param measurements {@code map50} and {@code map}, also per slice, for example {@code brightness=dark}; per class
 *     {@code ap50}, {@code ap}, {@code precision} and {@code recall}; all 0 to 1
 */
public record MetricsFile(String testSha256, List<Measurement> measurements) {

    /** The same without the detectors' layout: a list of metric, slice (or none) and value. */
    private static final String LISTED = "measurements";

    private static final List<String> OF_ALL = List.of("map50", "map");
    private static final List<String> OF_A_CLASS = List.of("ap50", "ap", "precision", "recall");

    /**
     * Reads {@code metrics.json}.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    public static MetricsFile parse(String json) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
        List<Measurement> measurements = new ArrayList<>();
        if (root.has(LISTED)) {
            root.path(LISTED).forEach(one -> measurements.add(listed(one)));
            return new MetricsFile(required(root, "/data/test/sha256").asText(), List.copyOf(measurements));
        }
        JsonNode test = required(root, "/test");
        measure(test, OF_ALL, null, measurements);
        required(test, "/classes")
                .properties()
                .forEach(one -> measure(one.getValue(), OF_A_CLASS, "class=" + one.getKey(), measurements));
        root.path("slices").properties().forEach(dimension -> dimension
                .getValue()
                .properties()
                .forEach(slice ->
                        measure(slice.getValue(), OF_ALL, dimension.getKey() + "=" + slice.getKey(), measurements)));
        return new MetricsFile(required(root, "/data/test/sha256").asText(), List.copyOf(measurements));
    }

    private static Measurement listed(JsonNode one) {
        JsonNode value = required(one, "/value");
        if (!value.isNumber()) {
            throw new IllegalArgumentException("the value of %s is no number: %s".formatted(one.path("metric"), value));
        }
        return new Measurement(
                required(one, "/metric").asText(), one.path("slice").asText(null), value.doubleValue());
    }

    private static void measure(JsonNode of, List<String> metrics, String slice, List<Measurement> measurements) {
        metrics.forEach(metric -> measurements.add(
                new Measurement(metric, slice, required(of, "/" + metric).asDouble())));
    }

    private static JsonNode required(JsonNode in, String path) {
        JsonNode found = in.at(path);
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("there is no " + path + "; write it as train-detector does");
        }
        return found;
    }
}
