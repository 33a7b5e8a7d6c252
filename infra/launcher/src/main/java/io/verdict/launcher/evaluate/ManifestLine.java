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
import java.util.Optional;

/**
 * A photo in a data set version's manifest: {@code {"boxes": [{"class": "dent", "crowd": false, "height": 30, "left": 10,
 * "top": 20, "width": 40}], "group": …, "image": id, "sha256": …, "split": "test", "uri": …, "version": …}}. Beyond what data
 * set versions have, a line may have {@code "attributes": {"region": "north"}} and the {@code "probability"} with which it
 * was drawn; those, {@code group}, {@code version} and {@code crowd} may be left out, other fields are not looked at.
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
            return new ManifestLine(
                    text(node, "split"),
                    new LabelledPhoto(
                            example,
                            text(node, "uri"),
                            Optional.ofNullable(node.path("version").textValue()),
                            sha256,
                            boxes));
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
                number(node, place, "left"),
                number(node, place, "top"),
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
