package io.verdict.topics.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** The ids that a {@code tokenizer.json} can answer with. */
final class Vocabulary {
    private Vocabulary() {}

    /** One more than the largest id; 0 where there is none. */
    static int size(JsonNode tokenizer) {
        int size = 0;
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        if (vocabulary.isArray()) {
            // Unigram models list their pieces; the place is the id.
            size = vocabulary.size();
        } else {
            for (JsonNode id : vocabulary) {
                size = Math.max(size, id.asInt() + 1);
            }
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            size = Math.max(size, added.path("id").asInt() + 1);
        }
        return size;
    }
}
