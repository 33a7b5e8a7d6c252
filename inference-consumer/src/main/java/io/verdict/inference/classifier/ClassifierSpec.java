package io.verdict.inference.classifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.topics.contract.ClassifierContract;
import java.util.List;

/**
 * What is declared about a classifier's ONNX file, as the registry keeps it with the version; the file itself says the
 * rest, see {@link ClassifierContract}.
 *
 * @param name model name as the registry knows it
 * @param version version of that model
 * @param kind {@code tabular} or {@code text}
 * @param classes labels in the order of the graph's outputs
 * @param sha256 SHA-256 of the ONNX file in lower-case hex, or empty if the file is not pinned
 */
public record ClassifierSpec(String name, String version, String kind, List<String> classes, String sha256) {

    private static final String KIND = "kind";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    public ClassifierSpec {
        require(name != null && !name.isBlank(), "name is empty");
        require(version != null && !version.isBlank(), "version is empty");
        require(
                ClassifierContract.TABULAR.equals(kind) || ClassifierContract.TEXT.equals(kind),
                "kind is '%s'; write tabular or text".formatted(kind));
        require(classes != null && classes.size() >= 2, "classes must be two at least");
        classes = List.copyOf(classes);
        sha256 = sha256 == null ? "" : sha256;
    }

    /** What a file says of itself, under a name and a version. */
    public static ClassifierSpec of(String name, String version, ClassifierContract contract, String sha256) {
        return new ClassifierSpec(name, version, contract.kind(), contract.classes(), sha256);
    }

    /** Whether the JSON is about a classifier, rather than about another kind of model. */
    public static boolean describes(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            return root != null && root.has(KIND);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A classifier spec always has a JSON form", e);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if a field is missing, unknown or wrong, naming it
     */
    public static ClassifierSpec fromJson(String json) {
        try {
            return JSON.readValue(json, ClassifierSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a classifier spec: " + e.getOriginalMessage(), e);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("Classifier spec: " + problem);
        }
    }
}
