package io.verdict.inference.detector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * What must be declared about a detector's ONNX file to run it; {@code model.json} beside the file.
 *
 * @param name model name as the registry knows it
 * @param version version of that model
 * @param classes labels in the order of the model's class indices
 * @param inputWidth frame width in pixels
 * @param inputHeight frame height in pixels
 * @param scoreThreshold detections below it are dropped, 0–1
 * @param iouThreshold of two boxes of a class that overlap more, the weaker is dropped; 1 keeps all
 * @param maxDetections most detections per image, strongest first
 * @param sha256 SHA-256 of the ONNX file in lower-case hex, or empty if the file is not pinned
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DetectorSpec(
        String name,
        String version,
        List<String> classes,
        int inputWidth,
        int inputHeight,
        InputKind input,
        OutputLayout output,
        float scoreThreshold,
        float iouThreshold,
        int maxDetections,
        String sha256) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    public DetectorSpec {
        classes = List.copyOf(classes);
        require(!classes.isEmpty(), "classes is empty; name at least one");
        require(inputWidth > 0 && inputHeight > 0, "input size must be positive: " + inputWidth + "×" + inputHeight);
        require(input != null && output != null, "input and output layouts must be declared");
        require(scoreThreshold >= 0 && scoreThreshold <= 1, "scoreThreshold must be in 0–1: " + scoreThreshold);
        require(iouThreshold >= 0 && iouThreshold <= 1, "iouThreshold must be in 0–1: " + iouThreshold);
        require(maxDetections > 0, "maxDetections must be positive: " + maxDetections);
        sha256 = sha256 == null ? "" : sha256;
    }

    /** The same detector with another score threshold; evaluation wants nearly every box. */
    public DetectorSpec withScoreThreshold(float threshold) {
        return new DetectorSpec(
                name,
                version,
                classes,
                inputWidth,
                inputHeight,
                input,
                output,
                threshold,
                iouThreshold,
                maxDetections,
                sha256);
    }

    /** The same detector under another version's name. */
    public DetectorSpec withVersion(String other) {
        return new DetectorSpec(
                name,
                other,
                classes,
                inputWidth,
                inputHeight,
                input,
                output,
                scoreThreshold,
                iouThreshold,
                maxDetections,
                sha256);
    }

    /** The same detector pinned to a file by its hash. */
    public DetectorSpec withSha256(String hash) {
        return new DetectorSpec(
                name,
                version,
                classes,
                inputWidth,
                inputHeight,
                input,
                output,
                scoreThreshold,
                iouThreshold,
                maxDetections,
                hash);
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A detector spec always has a JSON form", e);
        }
    }

    /**
     * Reads {@code model.json}.
     *
     * @throws IllegalArgumentException if a field is missing, unknown or out of range, naming it
     */
    public static DetectorSpec fromJson(String json) {
        try {
            return JSON.readValue(json, DetectorSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a detector spec: " + e.getOriginalMessage(), e);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("Detector spec: " + problem);
        }
    }
}
