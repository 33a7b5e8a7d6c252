package io.verdict.topics.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON in ASCII alone. ONNX Runtime hands metadata to Java by a function that wants modified UTF-8 (JNI's
 * {@code NewStringUTF}), so a character beyond the basic plane would not arrive.
 */
public final class AsciiJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AsciiJson() {}

    /** A tree, a list or a map as JSON. */
    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Nodes and names always have a JSON form", e);
        }
    }
}
