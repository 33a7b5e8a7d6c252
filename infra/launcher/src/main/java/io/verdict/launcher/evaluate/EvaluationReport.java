package io.verdict.launcher.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.inference.evaluation.measure.Difference;
import java.util.List;

/**
 * What an evaluation found, for people and as JSON.
 *
 * @param serving the version that serves, on the same data; null where it was not measured
 * @param differences candidate minus serving; empty where that was not measured
 */
public record EvaluationReport(
        Data data, DetectorMeasures candidate, DetectorMeasures serving, List<Difference> differences) {

    /**
     * What it was measured on.
     *
     * @param sha256 of the file that lists photos and labels
     * @param objects labelled boxes, those of crowds included
     */
    public record Data(String name, String sha256, int photos, int objects) {}

    public EvaluationReport {
        differences = List.copyOf(differences);
    }

    /** What it is about, in words. */
    @JsonProperty
    public String subject() {
        return "%s %s on %s".formatted(candidate.model(), candidate.version(), data.name());
    }

    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report always has a JSON form", e);
        }
    }
}
