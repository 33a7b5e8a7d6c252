package io.verdict.launcher.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.events.DatasetReference;
import io.verdict.events.RecordEvaluation;
import io.verdict.inference.evaluation.measure.Difference;
import java.util.List;
import java.util.Optional;

/** What an evaluation of whichever kind of model found, for people, as JSON, and for the registry to judge. */
public sealed interface Evaluated permits EvaluationReport, ClassificationReport {

    /** What it was measured on. */
    DatasetReference dataset();

    /** The version in question. */
    VersionMeasures candidate();

    /** The version that serves, on the same data; null where it was not measured. */
    VersionMeasures serving();

    /** Candidate minus serving; empty where that was not measured. */
    List<Difference> differences();

    /** Why the version that serves could not be measured, too; null where it was, or nobody asked. */
    String notCompared();

    /** What it is about and on how much, in words. */
    String headline();

    /** The whole report in Markdown. */
    String markdown();

    /** The whole report as JSON. */
    default String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report always has a JSON form", e);
        }
    }

    /**
     * What the registry is told.
     *
     * @param evaluationId names the evaluation
     */
    default RecordEvaluation command(String evaluationId) {
        Optional<VersionMeasures> beside = Optional.ofNullable(serving());
        return new RecordEvaluation(
                candidate().version(),
                evaluationId,
                dataset(),
                candidate().measurements(),
                beside.map(VersionMeasures::version).orElse(null),
                beside.map(VersionMeasures::measurements).orElse(List.of()));
    }
}
