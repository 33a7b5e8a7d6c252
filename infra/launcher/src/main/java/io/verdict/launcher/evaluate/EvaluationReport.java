package io.verdict.launcher.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verdict.events.DatasetReference;
import io.verdict.inference.evaluation.measure.Difference;
import java.util.List;

/**
 * What an evaluation of a detector found.
 *
 * @param serving the version that serves, on the same data; null where it was not measured
 * @param differences candidate minus serving; empty where that was not measured
 * @param notCompared why the version that serves could not be measured, too; null where it was, or nobody asked
 */
public record EvaluationReport(
        Data data,
        DetectorMeasures candidate,
        DetectorMeasures serving,
        List<Difference> differences,
        String notCompared)
        implements Evaluated {

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

    @Override
    public DatasetReference dataset() {
        return new DatasetReference(data.name(), data.sha256());
    }

    @Override
    public String headline() {
        return "%s, %d photos, %d objects".formatted(subject(), data.photos(), data.objects());
    }

    @Override
    public String markdown() {
        return ReportText.markdown(this);
    }
}
