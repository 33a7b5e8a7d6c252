package io.verdict.inference.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a transformer's {@code config.json} says that its graph does not.
 *
 * @param labels classes in the order of the logits
 * @param maxTokens how many tokens its positions reach for; empty where it does not say so
 * @param padId id of its padding; empty where it does not say so
 * @param vocabulary rows of its embedding; empty where it does not say so
 */
record ExportConfig(List<String> labels, OptionalInt maxTokens, OptionalInt padId, OptionalInt vocabulary) {

    /** Their positions start after the padding's id, which is how 514 of them are 512 tokens. */
    private static final Set<String> LATER_POSITIONS = Set.of(
            "roberta",
            "xlm-roberta",
            "xlm-roberta-xl",
            "camembert",
            "longformer",
            "roberta-prelayernorm",
            "xmod",
            "mpnet");

    ExportConfig {
        labels = List.copyOf(labels);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what a classifier needs and is not there
     */
    static ExportConfig of(JsonNode root) {
        String problem = root.path("problem_type").asText("");
        if (problem.equals("regression") || problem.equals("multi_label_classification")) {
            throw new IllegalArgumentException(
                    "config.json: problem_type is %s; served are models that give a text one class".formatted(problem));
        }
        OptionalInt pad = whole(root, "pad_token_id");
        OptionalInt positions = whole(root, "max_position_embeddings");
        boolean later = LATER_POSITIONS.contains(root.path("model_type").asText(""));
        int offset = later ? pad.orElse(1) + 1 : 0;
        return new ExportConfig(
                labels(root.path("id2label")),
                positions.isPresent() ? OptionalInt.of(positions.getAsInt() - offset) : positions,
                pad,
                whole(root, "vocab_size"));
    }

    private static List<String> labels(JsonNode names) {
        if (!names.isObject() || names.size() < 2) {
            throw new IllegalArgumentException(
                    "config.json: id2label has no two classes; write {\"0\": \"first class\", \"1\": \"second class\", …}"
                            + " in the order of the logits");
        }
        Map<String, String> byId = new TreeMap<>();
        names.properties()
                .forEach(entry -> byId.put(entry.getKey(), entry.getValue().asText()));
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String label = byId.get(Integer.toString(i));
            if (label == null || label.isBlank()) {
                throw new IllegalArgumentException(
                        "config.json: id2label has %d classes, but none for %d; ids are whole numbers from 0"
                                .formatted(names.size(), i));
            }
            labels.add(label);
        }
        return labels;
    }

    private static OptionalInt whole(JsonNode root, String key) {
        JsonNode node = root.path(key);
        return node.canConvertToInt() && node.isIntegralNumber() && node.asInt() >= 0
                ? OptionalInt.of(node.asInt())
                : OptionalInt.empty();
    }
}
