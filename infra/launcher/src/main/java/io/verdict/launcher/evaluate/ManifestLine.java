package io.verdict.launcher.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.inference.evaluation.measure.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A photo in a data set's manifest: {@code {"image": id, "sha256": …, "uri": …, "group": …, "split": "test", "boxes":
 * [{"class": …, "x": …, "y": …, "width": …, "height": …, "crowd": false}], "attributes": {"region": …}, "probability": 1}}.
 * {@code group}, {@code crowd}, {@code attributes} and {@code probability}, with which it was drawn, may be left out.
 */
record ManifestLine(String split, LabelledPhoto photo) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws EvaluationRefusedException naming file, line and field */
    static ManifestLine parse(Path file, int number, String text) throws EvaluationRefusedException {
        try {
            JsonNode node = JSON.readTree(text);
            String id = text(node, "image");
            String sha256 = text(node, "sha256");
            require(sha256.matches("[0-9a-f]{64}"), "sha256", "is no SHA-256 in 64 lower-case hex digits");
            Map<String, String> attributes = new HashMap<>();
            node.path("attributes")
                    .properties()
                    .forEach(one -> attributes.put(one.getKey(), one.getValue().asText()));
            Example example = new Example(id, node.path("group").asText(id), attributes, 1)
                    .drawnWith(node.path("probability").asDouble(1));
            require(node.path("boxes").isArray(), "boxes", "is missing, or no list");
            List<LabelledPhoto.Box> boxes = new ArrayList<>();
            for (int i = 0; i < node.get("boxes").size(); i++) {
                boxes.add(box(node.get("boxes").get(i), "boxes[%d]".formatted(i)));
            }
            return new ManifestLine(text(node, "split"), new LabelledPhoto(example, text(node, "uri"), sha256, boxes));
        } catch (JsonProcessingException e) {
            throw new EvaluationRefusedException(
                    "%s:%d: no JSON: %s".formatted(file, number, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException("%s:%d: %s".formatted(file, number, e.getMessage()), e);
        }
    }

    private static LabelledPhoto.Box box(JsonNode node, String place) {
        double width = number(node, place, "width");
        double height = number(node, place, "height");
        require(width > 0 && height > 0, place, "has no area: %s × %s".formatted(width, height));
        require(node.path("class").isTextual(), place + ".class", "is missing, or no text");
        return new LabelledPhoto.Box(
                node.get("class").asText(),
                number(node, place, "x"),
                number(node, place, "y"),
                width,
                height,
                node.path("crowd").asBoolean(false));
    }

    private static double number(JsonNode node, String place, String field) {
        require(node.path(field).isNumber(), place + "." + field, "is missing, or no number");
        return node.get(field).asDouble();
    }

    private static String text(JsonNode node, String field) {
        require(node.path(field).isTextual(), field, "is missing, or no text");
        return node.get(field).asText();
    }

    private static void require(boolean holds, String field, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + problem);
        }
    }
}
